using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Finds the methods marked as functions.</summary>
internal static partial class FunctionDiscovery
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Finds the functions that are to run.</summary>
    /// <param name="types">Where to look.</param>
    /// <param name="configuration">Says which functions are switched off.</param>
    /// <param name="errors">Receives what is wrong with marked methods.</param>
    /// <returns>Functions sound enough to be built, in order of name.</returns>
    public static List<FunctionMethod> Find(IEnumerable<Type> types, IConfiguration configuration, StartupErrors errors)
    {
        List<FunctionMethod> found = [];
        foreach (MethodInfo method in types.SelectMany(type => type.GetMethods(Declared)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function && Describe(function.Name, method, errors) is { } described)
                found.Add(described);
        }

        foreach (IGrouping<string, FunctionMethod> same in found.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase))
        {
            foreach (FunctionMethod extra in same.Skip(1))
                errors.Add(extra.Where, $"the function name '{extra.Name}' is already taken by {same.First().Where}.");
        }

        return [.. found.Where(function => IsOn(function.Name, configuration)).OrderBy(function => function.Name, StringComparer.Ordinal)];
    }

    private static FunctionMethod? Describe(string name, MethodInfo method, StartupErrors errors)
    {
        string where = FunctionMethod.Describe(method);
        (ParameterInfo Parameter, TriggerBindingAttribute Trigger)[] triggers =
            [.. from parameter in method.GetParameters()
                from trigger in parameter.GetCustomAttributes<TriggerBindingAttribute>()
                select (parameter, trigger)];
        string? fault = Fault(name, method, triggers.Length);
        if (fault is null)
            return new FunctionMethod(name, method, triggers[0].Parameter, triggers[0].Trigger);
        errors.Add(where, fault);
        return null;
    }

    private static string? Fault(string name, MethodInfo method, int triggers)
    {
        if (!FunctionName().IsMatch(name))
            return $"the function name '{name}' must be a letter followed by at most 127 letters, digits, '_' or '-'.";
        if (!method.IsPublic || !method.DeclaringType!.IsVisible)
            return "the method of a function and its class must be public.";
        if (method.ContainsGenericParameters || (method.DeclaringType.IsAbstract && !method.IsStatic))
            return "the method of a function must not be generic, nor an instance method of an abstract or generic class.";
        return triggers == 1 ? null : $"a function has exactly one trigger parameter, this one has {triggers}.";
    }

    /// <summary>Honours <c>functions</c> of host.json and the setting <c>AzureWebJobs.{name}.Disabled</c>.</summary>
    private static bool IsOn(string name, IConfiguration configuration)
    {
        string? disabled = configuration[$"AzureWebJobs.{name}.Disabled"];
        if (disabled == "1" || string.Equals(disabled, "true", StringComparison.OrdinalIgnoreCase))
            return false;
        string?[] chosen = [.. configuration.GetSection(HostJson.Functions).GetChildren().Select(child => child.Value)];
        return chosen.Length == 0 || chosen.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex FunctionName();
}
