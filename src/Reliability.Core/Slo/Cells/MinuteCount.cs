namespace Reliability.Core.Slo.Cells;

/// <summary>The events of one minute.</summary>
/// <remarks>
/// Counts are rounded to billionths of an event, and from a billion events on to whole ones: so the sums of years are exact,
/// in whatever order they are made. The default value is an empty minute.
/// </remarks>
public readonly record struct MinuteCount
{
    /// <summary>The most events of a minute: more is no count but a fault of its source.</summary>
    public const decimal MostEvents = 1_000_000_000_000m;

    /// <summary>How many decimal places fractions keep.</summary>
    internal const int Digits = 9;

    private const decimal MostWithFractions = 1_000_000_000m;
    private const decimal AllDigits = 0.000_000_000m;

    /// <summary>Counts a minute.</summary>
    /// <param name="good">Good events; 0 to <paramref name="total"/>.</param>
    /// <param name="total">Valid events; 0 to <see cref="MostEvents"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range stated for it.</exception>
    public MinuteCount(decimal good, decimal total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(good);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(good, total);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(total, MostEvents);
        (Good, Total) = (Rounded(good, total), Rounded(total, total));
        IsWhole = decimal.IsInteger(Good) && decimal.IsInteger(Total);
        // The same digits wherever a count comes from: whole ones without, fractions with all of them.
        (Good, Total) = IsWhole ? (decimal.Truncate(Good), decimal.Truncate(Total)) : (Good + AllDigits, Total + AllDigits);
    }

    /// <summary>Gets the good events: 0 to <see cref="Total"/>.</summary>
    public decimal Good { get; }

    /// <summary>Gets the valid events: 0 to <see cref="MostEvents"/>.</summary>
    public decimal Total { get; }

    /// <summary>Gets the events that were not good.</summary>
    public decimal Bad => Total - Good;

    /// <summary>Gets whether both counts are whole.</summary>
    internal bool IsWhole { get; }

    // Rounding keeps the order, so that good stays within total.
    private static decimal Rounded(decimal value, decimal total) =>
        value.Scale == 0 ? value : decimal.Round(value, total < MostWithFractions ? Digits : 0);
}
