using System.Globalization;
using System.Text;
using Reliability.Core.Numerics;

namespace Reliability.Core.Slo.Maintenance;

/// <summary>All corrections there have ever been, so that an evaluation can be repeated with those that were known at its time.</summary>
/// <param name="Entries">What was asked for, by the name of the objective.</param>
/// <param name="Calendar">The windows of the maintenance calendar.</param>
public sealed record CorrectionBook(
    IReadOnlyDictionary<string, IReadOnlyList<CorrectionEntry>> Entries, IReadOnlyList<CalendarEntry> Calendar)
{
    /// <summary>The version of no corrections.</summary>
    public const string NoVersion = "none";

    /// <summary>Gets a book without corrections.</summary>
    public static CorrectionBook Empty { get; } = new(new Dictionary<string, IReadOnlyList<CorrectionEntry>>(), []);

    /// <summary>Returns the corrections of an objective that touch a stretch of time.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="from">The start, included.</param>
    /// <param name="to">The end, excluded.</param>
    /// <param name="knownAt">What was added later, or taken back earlier, does not count.</param>
    public IReadOnlyList<SloCorrection> For(
        ServiceLevelObjective slo, DateTimeOffset from, DateTimeOffset to, DateTimeOffset knownAt)
    {
        ArgumentNullException.ThrowIfNull(slo);
        var asked = Entries.GetValueOrDefault(slo.Name, [])
            .Where(entry => entry.IsKnownAt(knownAt))
            .Select(entry => entry.ToCorrection())
            .Where(correction => correction.From < to && correction.To > from);
        var planned = Calendar
            .Where(entry => entry.IsKnownAt(knownAt) && entry.Window.Covers(slo))
            .SelectMany(entry => entry.Window.Between(from, to));
        return [.. asked.Concat(planned)];
    }

    /// <summary>Names a set of corrections by what they say: equal sets have equal names.</summary>
    /// <param name="corrections">The corrections, in any order.</param>
    /// <returns><see cref="NoVersion"/> for none, else a <c>c</c> and 16 digits.</returns>
    public static string VersionOf(IEnumerable<SloCorrection> corrections)
    {
        var lines = corrections
            .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.From.UtcTicks} {each.To.UtcTicks} {(int)each.Effect}"))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        return lines.Length == 0
            ? NoVersion
            : string.Create(CultureInfo.InvariantCulture, $"c{Hash64.Of(Encoding.UTF8.GetBytes(string.Join('\n', lines))):x16}");
    }
}
