using System.Globalization;
using System.Xml;

namespace Azure.Monitor.Query;

/// <summary>The time that a query looks at. The default value has no length.</summary>
public readonly struct QueryTimeRange : IEquatable<QueryTimeRange>
{
    /// <summary>Makes the time up to now, as the service sees it.</summary>
    /// <param name="duration">Its length.</param>
    public QueryTimeRange(TimeSpan duration) => Duration = duration;

    /// <summary>Makes the time after an instant.</summary>
    /// <param name="start">The instant.</param>
    /// <param name="duration">Its length.</param>
    public QueryTimeRange(DateTimeOffset start, TimeSpan duration) => (Start, Duration) = (start, duration);

    /// <summary>Makes the time before an instant.</summary>
    /// <param name="duration">Its length.</param>
    /// <param name="end">The instant.</param>
    public QueryTimeRange(TimeSpan duration, DateTimeOffset end) => (Duration, End) = (duration, end);

    /// <summary>Makes the time between two instants.</summary>
    /// <param name="start">Its start.</param>
    /// <param name="end">Its end.</param>
    public QueryTimeRange(DateTimeOffset start, DateTimeOffset end) => (Start, End, Duration) = (start, end, end - start);

    /// <summary>Gets all time: a query of logs then looks at what its text says.</summary>
    public static QueryTimeRange All => new(TimeSpan.MaxValue);

    /// <summary>Gets the length.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Gets the start; null when it follows from the others.</summary>
    public DateTimeOffset? Start { get; }

    /// <summary>Gets the end; null when it follows from the others.</summary>
    public DateTimeOffset? End { get; }

    /// <summary>Makes the time up to now.</summary>
    /// <param name="timeSpan">Its length.</param>
    public static implicit operator QueryTimeRange(TimeSpan timeSpan) => new(timeSpan);

    /// <summary>Tells whether two are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they state the same start, end and length; not whether they mean the same time.</returns>
    public static bool operator ==(QueryTimeRange left, QueryTimeRange right) => left.Equals(right);

    /// <summary>Tells whether two differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they state another start, end or length.</returns>
    public static bool operator !=(QueryTimeRange left, QueryTimeRange right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(QueryTimeRange other) =>
        Duration == other.Duration && Nullable.Equals(Start, other.Start) && Nullable.Equals(End, other.End);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is QueryTimeRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, End, Duration);

    /// <summary>Says what is stated, for people.</summary>
    /// <returns>Start, end and length, as far as they are stated.</returns>
    public override string ToString() => (Start, End) switch
    {
        (not null, not null) => $"Start: {Start} End: {End}",
        (not null, null) => $"Start: {Start} Duration: {Duration}",
        (null, not null) => $"Duration: {Duration} End: {End}",
        _ => $"Duration: {Duration}",
    };

    /// <summary>Writes what is stated as ISO 8601 does: a duration, or two of start, duration and end with a slash between.</summary>
    internal string ToIsoString() => (Start, End) switch
    {
        ({ } start, { } end) => $"{Iso(start)}/{Iso(end)}",
        ({ } start, null) => $"{Iso(start)}/{XmlConvert.ToString(Duration)}",
        (null, { } end) => $"{XmlConvert.ToString(Duration)}/{Iso(end)}",
        _ => XmlConvert.ToString(Duration),
    };

    /// <summary>Reads what <see cref="ToIsoString"/> writes.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    internal static QueryTimeRange Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var parts = text.Split('/');
        if (parts.Length == 1)
            return new QueryTimeRange(XmlConvert.ToTimeSpan(text));
        if (parts.Length > 2)
            throw new FormatException($"'{text}' is no duration, and not two of start, duration and end.");
        return (InstantOf(parts[0]), InstantOf(parts[1])) switch
        {
            ({ } start, { } end) => new QueryTimeRange(start, end),
            ({ } start, null) => new QueryTimeRange(start, XmlConvert.ToTimeSpan(parts[1])),
            (null, { } end) => new QueryTimeRange(XmlConvert.ToTimeSpan(parts[0]), end),
            _ => throw new FormatException($"'{text}' has neither a start nor an end."),
        };
    }

    private static string Iso(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? InstantOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
