using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>What came of one business metric on one day: in all, by hour, and by page or tag.</summary>
/// <remarks>Sums are exact. At most <see cref="MaxParts"/> pages and tag values are told apart, the rest are in all and by hour only; those that came
/// first are kept, of one round those with most events. Not thread-safe.</remarks>
public sealed class BusinessTotals : ISignalTotals
{
    /// <summary>The most pages and values of tags.</summary>
    public const int MaxParts = 50;

    private static readonly Comparer<(string Name, string Value)> ByName = Comparer<(string Name, string Value)>.Create((one, other) =>
        string.CompareOrdinal(one.Name, other.Name) is var order && order != 0 ? order : string.CompareOrdinal(one.Value, other.Value));

    private readonly BusinessAmount[] _hours = new BusinessAmount[24];
    private readonly SortedDictionary<(string Name, string Value), BusinessAmount> _parts = new(ByName);

    /// <summary>Gets the metric's name; empty before anything came.</summary>
    public string Metric { get; private set; } = "";

    /// <summary>Gets the sum of all hours.</summary>
    public BusinessAmount All => _hours.Aggregate((sum, hour) => sum.With(hour));

    /// <summary>Gets what came in each hour of the day, UTC.</summary>
    public IReadOnlyList<BusinessAmount> Hours => _hours;

    /// <summary>Gets what came by dimension (<c>page</c>, or the name of a tag) and value.</summary>
    public IReadOnlyDictionary<(string Name, string Value), BusinessAmount> Parts => _parts;

    /// <inheritdoc/>
    public bool IsEmpty => All.Count == 0;

    /// <summary>Adds an event.</summary>
    /// <param name="metric">What it counts under.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="happened">The event.</param>
    public void Add(string metric, DateTimeOffset at, BusinessEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        Metric = metric;
        var amount = BusinessAmount.Of(happened.Value);
        _hours[at.UtcDateTime.Hour] = _hours[at.UtcDateTime.Hour].With(amount);
        if (happened.Dimensions.Page != PageTemplate.Unknown) Add(("page", happened.Dimensions.Page), amount);
        foreach (var (name, value) in happened.Tags) Add((name, value), amount);
    }

    /// <summary>Adds other totals of the same metric, which are left unchanged, without a bound.</summary>
    public void Merge(BusinessTotals other)
    {
        ArgumentNullException.ThrowIfNull(other);
        MergeHours(other);
        foreach (var (part, amount) in other._parts) Add(part, amount);
    }

    /// <inheritdoc/>
    public SignalRow AddedTo(ReadOnlySpan<byte> stored)
    {
        var sum = Decode(stored);
        sum.Admit(this);
        var writer = new RecordWriter();
        writer.Text(sum.Metric);
        foreach (var hour in sum._hours) hour.WriteTo(writer);
        writer.Count(sum._parts.Count);
        foreach (var ((name, value), amount) in sum._parts)
        {
            writer.Text(name);
            writer.Text(value);
            amount.WriteTo(writer);
        }

        return new SignalRow(writer.Written.ToArray(), sum.All.Count, 0);
    }

    /// <summary>Decodes a <see cref="SignalRow.Body"/>.</summary>
    /// <param name="bytes">The bytes; empty for none.</param>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    public static BusinessTotals Decode(ReadOnlySpan<byte> bytes)
    {
        var totals = new BusinessTotals();
        if (bytes.IsEmpty) return totals;
        var reader = new RecordReader(bytes);
        totals.Metric = reader.Text();
        for (var hour = 0; hour < totals._hours.Length; hour++) totals._hours[hour] = BusinessAmount.Read(ref reader);
        for (var left = reader.Items(MaxParts); left > 0; left--) totals.Add((reader.Text(), reader.Text()), BusinessAmount.Read(ref reader));
        reader.End("business metric");
        return totals;
    }

    private void MergeHours(BusinessTotals other)
    {
        if (Metric.Length == 0) Metric = other.Metric;
        for (var hour = 0; hour < _hours.Length; hour++) _hours[hour] = _hours[hour].With(other._hours[hour]);
    }

    private void Admit(BusinessTotals other)
    {
        MergeHours(other);
        foreach (var (part, amount) in other._parts.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key, ByName))
        {
            if (_parts.Count < MaxParts || _parts.ContainsKey(part)) Add(part, amount);
        }
    }

    private void Add((string Name, string Value) part, BusinessAmount amount) => _parts[part] = _parts.GetValueOrDefault(part).With(amount);
}
