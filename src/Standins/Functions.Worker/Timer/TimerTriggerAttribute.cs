using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function by a schedule. The parameter is a <see cref="TimerInfo"/>.</summary>
/// <param name="schedule">A six-field NCRONTAB expression in UTC (<c>second minute hour day month weekday</c>), a <see cref="TimeSpan"/>, or <c>%Setting%</c>.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>Gets the schedule as written.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Gets or sets whether the schedule status is stored, so that a run missed during downtime is made up for.</summary>
    /// <value>Default <see langword="true"/>. Not done for schedules that fire more than once a minute.</value>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Gets or sets whether the function also runs when the app starts.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool RunOnStartup { get; set; }
}
