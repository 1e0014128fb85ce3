namespace Reliability.Core.Slo.Cells;

/// <summary>Ticks of minutes, hours and days, UTC.</summary>
internal static class MinuteTicks
{
    /// <summary>Returns the start of the minute that holds an instant.</summary>
    public static long Minute(long ticks) => ticks - (ticks % TimeSpan.TicksPerMinute);

    /// <summary>Returns the first start of a minute from an instant on.</summary>
    public static long CeilMinute(long ticks) => Minute(ticks + TimeSpan.TicksPerMinute - 1);

    /// <summary>Returns the start of the hour that holds an instant.</summary>
    public static long Hour(long ticks) => ticks - (ticks % TimeSpan.TicksPerHour);

    /// <summary>Returns the start of the day that holds an instant.</summary>
    public static long Day(long ticks) => ticks - (ticks % TimeSpan.TicksPerDay);
}
