using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Binds parameters of a method to values of its route, by name.</summary>
internal static class RouteArgument
{
    private static readonly MethodInfo TextMethod = Own(nameof(Text));
    private static readonly MethodInfo ValueMethod = Own(nameof(Value));
    private static readonly MethodInfo NullableMethod = Own(nameof(NullableValue));

    /// <summary>Makes the expression that reads one argument.</summary>
    /// <param name="parameter">Parameter of the method: a string, or a value type that parses itself, such as <see cref="Guid"/> or <see cref="int"/>.</param>
    /// <param name="optional">Whether a request may lack the value; the parameter must then be able to be null or have a default.</param>
    /// <param name="invocation">The invocation the argument is read from.</param>
    /// <param name="fault">What is wrong with the parameter.</param>
    /// <returns>The expression, or <see langword="null"/> after a fault.</returns>
    public static Expression? For(ParameterInfo parameter, bool optional, ParameterExpression invocation, out string? fault)
    {
        fault = null;
        Type type = parameter.ParameterType;
        Type? underlying = Nullable.GetUnderlyingType(type);
        ConstantExpression name = Expression.Constant(parameter.Name);
        if (type == typeof(string))
            return Expression.Call(TextMethod, invocation, name, Expression.Constant(Default(parameter), typeof(string)));
        if (!Parses(underlying ?? type))
        {
            fault = $"parameter '{parameter.Name}' of type {TypeNames.Of(type)} cannot be read from the route: expected is string, Guid, int, long or another value type that parses itself.";
            return null;
        }

        if (underlying is not null)
            return Expression.Call(NullableMethod.MakeGenericMethod(underlying), invocation, name, Expression.Constant(Default(parameter), type));
        if (optional && !parameter.HasDefaultValue)
        {
            fault = $"parameter '{parameter.Name}' is optional in the route: make it {TypeNames.Of(type)}? or give it a default.";
            return null;
        }

        object fallback = Default(parameter) ?? Activator.CreateInstance(type)!;
        return Expression.Call(ValueMethod.MakeGenericMethod(type), invocation, name, Expression.Constant(fallback, type));
    }

    private static object? Default(ParameterInfo parameter) => parameter.HasDefaultValue ? parameter.DefaultValue : null;

    private static bool Parses(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>));

    private static MethodInfo Own(string name) => typeof(RouteArgument).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static string? Text(Invocation invocation, string name, string? fallback) =>
        invocation.Request.RouteValues[name]?.ToString() ?? fallback;

    private static T Value<T>(Invocation invocation, string name, T fallback)
        where T : struct, IParsable<T>
    {
        string? text = Text(invocation, name, null);
        if (text is null)
            return fallback;
        return T.TryParse(text, CultureInfo.InvariantCulture, out T value)
            ? value
            : throw new BadHttpRequestException($"The route value '{name}' is not a valid {typeof(T).Name}.", StatusCodes.Status400BadRequest);
    }

    private static T? NullableValue<T>(Invocation invocation, string name, T? fallback)
        where T : struct, IParsable<T> =>
        Text(invocation, name, null) is null ? fallback : Value<T>(invocation, name, default);
}
