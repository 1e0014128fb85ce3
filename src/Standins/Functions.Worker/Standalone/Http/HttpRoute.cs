using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Where an HTTP function is served.</summary>
/// <param name="Pattern">The full route, with the prefix.</param>
/// <param name="Methods">Upper case; empty for all.</param>
internal sealed record HttpRoute(RoutePattern Pattern, string[] Methods)
{
    /// <summary>Gets the route's parameters, each with whether a request may lack it.</summary>
    public IReadOnlyDictionary<string, bool> Parameters { get; } =
        Pattern.Parameters.ToDictionary(p => p.Name, p => p.IsOptional || p.IsCatchAll, StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the route of a function.</summary>
    /// <param name="function">The function, with an HTTP trigger.</param>
    /// <param name="configuration">Route prefix and settings named in the route.</param>
    /// <param name="errors">Receives what is wrong with the route.</param>
    /// <returns>The route, or <see langword="null"/> after an error.</returns>
    public static HttpRoute? Of(FunctionMethod function, IConfiguration configuration, StartupErrors errors)
    {
        HttpTriggerAttribute trigger = (HttpTriggerAttribute)function.Trigger;
        bool missing = false;
        string route = SettingPlaceholders.Replace(trigger.Route ?? function.Name, configuration, name =>
        {
            errors.Add(function.Where, $"the route '{trigger.Route}' needs the setting '{name}', which does not exist.");
            missing = true;
        });
        if (missing)
            return null;
        string prefix = (configuration[HostJson.RoutePrefix] ?? "api").Trim('/');
        try
        {
            RoutePattern pattern = RoutePatternFactory.Parse($"{prefix}/{route.TrimStart('/')}".Trim('/'));
            return new HttpRoute(pattern, [.. (trigger.Methods ?? []).Select(method => method.ToUpperInvariant()).Distinct()]);
        }
        catch (RoutePatternException fault)
        {
            errors.Add(function.Where, $"the route '{route}' is not valid: {fault.Message}");
            return null;
        }
    }

    /// <summary>Checks the constraints of the route.</summary>
    /// <param name="function">The function, for the message.</param>
    /// <param name="policies">Knows all constraints.</param>
    /// <param name="errors">Receives every constraint that does not exist or does not take its arguments.</param>
    /// <returns>Whether all are sound.</returns>
    public bool CheckConstraints(FunctionMethod function, ParameterPolicyFactory policies, StartupErrors errors)
    {
        bool sound = true;
        foreach (RoutePatternParameterPart parameter in Pattern.Parameters)
        {
            foreach (RoutePatternParameterPolicyReference policy in parameter.ParameterPolicies)
            {
                try
                {
                    policies.Create(parameter, policy);
                }
                catch (Exception fault) when (fault is InvalidOperationException or RouteCreationException)
                {
                    errors.Add(function.Where, $"the constraint '{policy.Content}' of route parameter '{parameter.Name}' is not valid: {fault.Message}");
                    sound = false;
                }
            }
        }

        return sound;
    }
}
