using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Makes the objects that functions are methods of: a new one for every invocation.</summary>
internal static class FunctionInstances
{
    /// <summary>Makes the expression that creates the object.</summary>
    /// <param name="function">The function.</param>
    /// <param name="invocation">The invocation, whose services the constructor is given.</param>
    /// <param name="errors">Receives a class without a constructor that can be chosen.</param>
    /// <returns>The expression; <see langword="null"/> for static methods and after an error.</returns>
    public static Expression? New(FunctionMethod function, ParameterExpression invocation, StartupErrors errors)
    {
        if (function.Method.IsStatic)
            return null;
        Type type = function.Method.DeclaringType!;
        if (type.GetConstructors() is [{ } only] && only.GetParameters().Length == 0)
            return Expression.New(only);
        try
        {
            ObjectFactory factory = ActivatorUtilities.CreateFactory(type, Type.EmptyTypes);
            Expression services = Expression.Property(invocation, nameof(Invocation.InstanceServices));
            return Expression.Convert(
                Expression.Invoke(Expression.Constant(factory), services, Expression.Constant(null, typeof(object[]))), type);
        }
        catch (InvalidOperationException fault)
        {
            errors.Add(function.Where, $"the class cannot be created: {fault.Message}");
            return null;
        }
    }

    /// <summary>Checks that the services a class asks for are registered.</summary>
    /// <param name="functions">All functions of the app.</param>
    /// <param name="registered">Knows the registered services.</param>
    /// <param name="errors">Receives every service that is not, once per class.</param>
    public static void Check(IEnumerable<FunctionMethod> functions, IServiceProviderIsService registered, StartupErrors errors)
    {
        foreach (IGrouping<Type, FunctionMethod> type in functions.Where(f => !f.Method.IsStatic).GroupBy(f => f.Method.DeclaringType!))
        {
            if (type.Key.GetConstructors() is not [{ } only])
                continue;
            foreach (ParameterInfo parameter in only.GetParameters())
            {
                bool given = parameter.HasDefaultValue
                    || parameter.IsDefined(typeof(FromKeyedServicesAttribute))
                    || registered.IsService(parameter.ParameterType);
                if (!given)
                    errors.Add(type.First().Where, $"the constructor needs {TypeNames.Of(parameter.ParameterType)}, which is not registered as a service.");
            }
        }
    }
}
