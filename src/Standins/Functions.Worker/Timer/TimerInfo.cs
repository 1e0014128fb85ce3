namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about its schedule.</summary>
public class TimerInfo
{
    /// <summary>Gets or sets the stored schedule status; <see langword="null"/> when the timer is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Gets or sets whether this run makes up for one or more that were missed.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>The schedule of a monitored timer, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>Gets or sets the last occurrence that ran; 0001-01-01 before the first.</summary>
    public DateTime Last { get; set; }

    /// <summary>Gets or sets the next occurrence expected when the status was written.</summary>
    public DateTime Next { get; set; }

    /// <summary>Gets or sets when the status was written.</summary>
    public DateTime LastUpdated { get; set; }
}
