using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>A timer function ready to run.</summary>
/// <param name="Function">The function.</param>
/// <param name="Schedule">When it is due.</param>
/// <param name="Monitored">Whether its schedule status is stored, so that missed runs are made up for.</param>
/// <param name="RunOnStartup">Whether it also runs when the host starts.</param>
internal sealed record TimerFunction(RunnableFunction Function, TimerSchedule Schedule, bool Monitored, bool RunOnStartup)
{
    private static readonly Dictionary<string, bool> NoRoute = [];

    /// <summary>Gets the function's name.</summary>
    public string Name => Function.Definition.Name;

    /// <summary>Builds a timer function.</summary>
    /// <param name="method">The method, with a timer trigger.</param>
    /// <param name="configuration">Settings named in the schedule.</param>
    /// <param name="errors">Receives what is wrong with the schedule, the parameters and the result.</param>
    /// <returns>The function, or <see langword="null"/> after an error.</returns>
    public static TimerFunction? Of(
        FunctionMethod method, IConfiguration configuration, StartupErrors errors)
    {
        TimerTriggerAttribute trigger = (TimerTriggerAttribute)method.Trigger;
        FunctionInvoker? invoker = InvokerCompiler.Compile(method, NoRoute, errors);
        bool missing = false;
        string expression = SettingPlaceholders.Replace(trigger.Schedule, configuration, name =>
        {
            errors.Add(method.Where, $"the schedule '{trigger.Schedule}' needs the setting '{name}', which does not exist.");
            missing = true;
        });
        if (missing)
            return null;
        if (!TimerSchedule.TryParse(expression, out TimerSchedule? schedule, out string? fault))
        {
            errors.Add(method.Where, $"the schedule '{expression}' is not valid: {fault}.");
            return null;
        }

        return invoker is null
            ? null
            : new TimerFunction(new RunnableFunction(method, invoker), schedule!, trigger.UseMonitor && !schedule!.IsSubMinute, trigger.RunOnStartup);
    }
}
