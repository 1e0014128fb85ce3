using Reliability.Core.Numerics;
using Reliability.Core.Slo.Forecasting;

namespace Reliability.Core.Slo;

/// <summary>Forecasts objectives from what was counted for them.</summary>
public static class SloForecasting
{
    /// <summary>How long a forecast is used: objectives are forecast at different minutes of this time.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    /// <summary>By how many percent points of the budget the rest may move before the forecast is made anew.</summary>
    public const decimal MostMoved = 1m;

    private const int HistoryHours = 28 * 24;

    /// <summary>Tells whether it is time for a forecast: never made, past its horizon, older than <see cref="Every"/>, or of another budget.</summary>
    /// <param name="last">The status that was found last, with its forecast; null for none.</param>
    /// <param name="current">The status that was found now.</param>
    public static bool IsDue(SloStatus? last, SloStatus current)
    {
        ArgumentNullException.ThrowIfNull(current);
        if (last?.ForecastAt is not { } at || last.Window != current.Window || last.Objective != current.Objective)
            return true;
        if (TurnOf(current.Name, at) != TurnOf(current.Name, current.EvaluatedAt))
            return true;
        return last.Forecast is { } forecast
            && (forecast.Horizon <= current.EvaluatedAt
                || forecast.RemainingPercent is null != current.ErrorBudget.RemainingPercent is null
                || Math.Abs((forecast.RemainingPercent - current.ErrorBudget.RemainingPercent) ?? 0m) > MostMoved);
    }

    /// <summary>Adds a forecast to a status: the last one while it is good enough, else a new one.</summary>
    /// <param name="status">The status that was found now.</param>
    /// <param name="last">The status that was found before; null for none.</param>
    /// <param name="slo">The objective.</param>
    /// <param name="observed">What was counted, best of four weeks or more.</param>
    public static SloStatus Forecast(SloStatus status, SloStatus? last, ServiceLevelObjective slo, SloObservations observed)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(slo);
        ArgumentNullException.ThrowIfNull(observed);
        return Forecast(status, last, slo, times => LedgerOf(times, observed));
    }

    /// <summary>Adds a forecast from what was counted, in whatever way.</summary>
    internal static SloStatus Forecast(SloStatus status, SloStatus? last, ServiceLevelObjective slo, Func<SloTimes, SloLedger> book)
    {
        if (!IsDue(last, status))
            return status with { Forecast = last!.Forecast, ForecastAt = last.ForecastAt };
        var isForecast = slo.Window.Duration.Nominal >= SloForecaster.ShortestWindow && slo.Window.Duration.Nominal <= SloForecaster.LongestWindow;
        var forecast = isForecast ? SloForecaster.Forecast(QuestionOf(slo, status.EvaluatedAt, book)) : null;
        return status with
        {
            Forecast = forecast is null ? null : forecast with { RemainingPercent = status.ErrorBudget.RemainingPercent },
            ForecastAt = status.EvaluatedAt,
        };
    }

    /// <summary>Asks for the forecast of an objective from what was counted for it.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="observed">What was counted.</param>
    /// <param name="now">The instant of the forecast.</param>
    public static ForecastQuestion QuestionOf(ServiceLevelObjective slo, SloObservations observed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(slo);
        ArgumentNullException.ThrowIfNull(observed);
        return QuestionOf(slo, now, times => LedgerOf(times, observed));
    }

    private static ForecastQuestion QuestionOf(ServiceLevelObjective slo, DateTimeOffset now, Func<SloTimes, SloLedger> book)
    {
        var times = TimesOf(slo, now);
        var ledger = book(times);
        var hours = HoursOf(ledger, times);
        return new ForecastQuestion
        {
            Now = now,
            Hours = hours,
            Target = (double)slo.Target,
            Window = slo.Window is RollingWindow ? slo.Window.Duration.Nominal : times.Period.End - times.Period.Start,
            PeriodEnd = slo.Window is RollingWindow ? null : times.Period.End,
            Current = ledger.TalliesOf([ledger.BudgetStart, ledger.BudgetEnd])[0],
            Seed = Hash64.Of(slo.Name),
        };
    }

    // Slots only stand in for events in burn rates.
    private static SloLedger LedgerOf(SloTimes times, SloObservations observed)
    {
        var corrections = new CorrectionCalendar(observed.Corrections);
        return new SloLedger(times, new CountedPoints(times, observed, corrections), corrections);
    }

    private static SloTimes TimesOf(ServiceLevelObjective slo, DateTimeOffset now)
    {
        var counted = slo.LowTraffic is LowTrafficPolicy.Slots ? slo with { LowTraffic = new LowTrafficPolicy.None() } : slo;
        var most = slo.SliceWindow is { } slice && slice < TimeSpan.FromHours(1) ? slice * SliceGrid.MaxSlices : TimeSpan.MaxValue;
        var history = TimeSpan.FromHours(HistoryHours);
        return SloTimes.Of(counted, now, new SloPolicy()) with { BurnWindows = [history < most ? history : most] };
    }

    private static HourTally[] HoursOf(SloLedger ledger, SloTimes times)
    {
        var count = (int)((ledger.BudgetEnd - times.Reach.UtcTicks) / TimeSpan.TicksPerHour);
        if (count <= 0)
            return [];
        var bounds = Enumerable.Range(0, count + 1).Select(hour => ledger.BudgetEnd - ((count - hour) * TimeSpan.TicksPerHour)).ToArray();
        var hours = ledger.TalliesOf(bounds);
        Array.Reverse(hours);
        return hours;
    }

    // Not all at the same minute, so that a thousand objectives do not wait for each other.
    private static long TurnOf(string name, DateTimeOffset at) =>
        (at.UtcTicks + (long)(Hash64.Of(name) % (ulong)Every.Ticks)) / Every.Ticks;
}
