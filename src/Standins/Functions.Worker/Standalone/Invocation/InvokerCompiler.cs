using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Calls a function's method; the result is what the method returned, awaited.</summary>
internal delegate ValueTask<object?> FunctionInvoker(Invocation invocation);

/// <summary>Compiles functions once, at start, so that a call needs no reflection.</summary>
internal static class InvokerCompiler
{
    /// <summary>Compiles one function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="routeParameters">Names of route parameters, each with whether a request may lack it; empty for timers.</param>
    /// <param name="errors">Receives every parameter and result type that is not supported.</param>
    /// <returns>The invoker, or <see langword="null"/> after errors.</returns>
    public static FunctionInvoker? Compile(
        FunctionMethod function, IReadOnlyDictionary<string, bool> routeParameters, StartupErrors errors)
    {
        ParameterExpression invocation = Expression.Parameter(typeof(Invocation), "invocation");
        bool sound = true;
        List<Expression> arguments = [];
        foreach (ParameterInfo parameter in function.Method.GetParameters())
        {
            if (Argument(function, parameter, invocation, routeParameters, out string? fault) is { } argument)
                arguments.Add(argument);
            if (fault is null)
                continue;
            errors.Add(function.Where, fault);
            sound = false;
        }

        MethodInfo? adapter = ResultAdapter.For(function.Method.ReturnType, function.Trigger is HttpTriggerAttribute);
        if (adapter is null)
            errors.Add(function.Where, ResultAdapter.Fault(function.Method.ReturnType, function.Trigger is HttpTriggerAttribute));
        Expression? instance = FunctionInstances.New(function, invocation, errors);
        if (!sound || adapter is null || (instance is null && !function.Method.IsStatic))
            return null;

        Expression call = Expression.Call(instance, function.Method, arguments);
        Expression body = function.Method.ReturnType == typeof(void)
            ? Expression.Block(call, Expression.Call(adapter))
            : Expression.Call(adapter, call);
        return Expression.Lambda<FunctionInvoker>(body, invocation).Compile();
    }

    private static Expression? Argument(
        FunctionMethod function,
        ParameterInfo parameter,
        ParameterExpression invocation,
        IReadOnlyDictionary<string, bool> routeParameters,
        out string? fault)
    {
        fault = null;
        Type type = parameter.ParameterType;
        bool http = function.Trigger is HttpTriggerAttribute;
        if (type == typeof(FunctionContext))
            return invocation;
        if (type == typeof(CancellationToken))
            return Expression.Property(invocation, nameof(Invocation.CancellationToken));
        if (type == typeof(HttpRequest) && http)
            return Expression.Property(invocation, nameof(Invocation.Request));
        if (type == typeof(TimerInfo) && !http)
            return Expression.Property(invocation, nameof(Invocation.Timer));
        if (parameter != function.TriggerParameter && routeParameters.TryGetValue(parameter.Name!, out bool optional))
            return RouteArgument.For(parameter, optional, invocation, out fault);
        fault = $"parameter '{parameter.Name}' of type {TypeNames.Of(type)} is not supported: "
            + (parameter == function.TriggerParameter
                ? $"the trigger parameter must be {(http ? nameof(HttpRequest) : nameof(TimerInfo))}."
                : "expected is a parameter of the route, FunctionContext or CancellationToken.");
        return null;
    }
}
