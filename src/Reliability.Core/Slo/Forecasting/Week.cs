namespace Reliability.Core.Slo.Forecasting;

/// <summary>Which days are the same day of the week. Past days count backwards from the instant of the forecast, coming ones forwards.</summary>
internal static class Week
{
    /// <summary>The days of a week.</summary>
    public const int Days = 7;

    /// <summary>Returns the past day of the last week that is the same weekday as a coming day.</summary>
    public static int PastLike(int comingDay) => Days - 1 - (comingDay % Days);
}
