using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>Which error groups, business metrics and sessions of one site and day are kept apart, so that strangers cannot make rows without end.</summary>
/// <remarks>Decided once per round, before anything else of the round is written; a round that comes again takes what was decided. What was admitted
/// stays admitted. Not thread-safe.</remarks>
public sealed class DayAdmissions
{
    /// <summary>The most error groups; what is beyond counts under <see cref="ErrorFingerprint.Other"/>.</summary>
    public const int MaxErrorGroups = 500;

    /// <summary>The most business metrics; what is beyond counts under <see cref="LabelCatalogue.Other"/>.</summary>
    public const int MaxBusinessMetrics = 50;

    // A flood in the morning must not take the places of the whole day.
    private const double FirstShare = 0.25;

    private readonly SortedSet<ulong> _errors = [];
    private readonly SortedSet<string> _metrics = new(StringComparer.Ordinal);
    private DistinctCounter _notKept = new();

    /// <summary>Gets the number of sessions that have rows.</summary>
    public long Kept { get; private set; }

    /// <summary>Gets how many sessions the round that was decided last may add.</summary>
    public long Room { get; private set; }

    /// <summary>Gets about how many sessions have no row.</summary>
    public DistinctCounter NotKept => _notKept;

    /// <summary>Gets what an error counts under.</summary>
    public ulong Resolve(ulong fingerprint) => _errors.Contains(fingerprint) ? fingerprint : ErrorFingerprint.Other;

    /// <summary>Gets what a business metric counts under.</summary>
    public string Resolve(string metric) => _metrics.Contains(metric) ? metric : LabelCatalogue.Other;

    /// <summary>Decides on a round.</summary>
    /// <param name="intake">What came in.</param>
    /// <param name="newcomers">The sessions of the round that have no row yet.</param>
    /// <param name="maxSessions">The most sessions of a day with rows.</param>
    public void Decide(SignalDay intake, IReadOnlyCollection<ulong> newcomers, int maxSessions)
    {
        ArgumentNullException.ThrowIfNull(intake);
        ArgumentNullException.ThrowIfNull(newcomers);
        var errors = intake.Errors.GroupBy(pair => pair.Key.Fingerprint).OrderByDescending(group => group.Sum(pair => pair.Value.Count)).ThenBy(group => group.Key);
        foreach (var group in errors.Where(group => !_errors.Contains(group.Key)).Take(MaxErrorGroups - _errors.Count).ToList()) _errors.Add(group.Key);
        var metrics = intake.Business.GroupBy(happened => happened.Event.Metric).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in metrics.Where(group => !_metrics.Contains(group.Key)).Take(MaxBusinessMetrics - _metrics.Count).ToList()) _metrics.Add(group.Key);

        Room = Math.Max(0, (long)(maxSessions * (FirstShare + ((1 - FirstShare) * intake.ShareOfDayGone))) - Kept);
        Kept += Math.Min(Room, newcomers.Count);
        foreach (var session in Refused(newcomers)) _notKept.Add(session);
    }

    /// <summary>Gets the sessions of the round that may have rows.</summary>
    /// <param name="newcomers">The same as when it was decided.</param>
    public IEnumerable<ulong> Admitted(IReadOnlyCollection<ulong> newcomers) => newcomers.Order().Take((int)Math.Min(Room, int.MaxValue));

    /// <summary>Encodes the admissions.</summary>
    public byte[] Encode()
    {
        var writer = new RecordWriter();
        writer.Count(Kept);
        writer.Count(Room);
        writer.Count(_errors.Count);
        foreach (var fingerprint in _errors) writer.Bits(fingerprint);
        writer.Count(_metrics.Count);
        foreach (var metric in _metrics) writer.Text(metric);
        var notKept = _notKept.Encode();
        writer.Count(notKept.Length);
        foreach (var register in notKept) writer.Byte(register);
        return writer.Written.ToArray();
    }

    /// <summary>Decodes what <see cref="Encode"/> gave.</summary>
    /// <exception cref="InvalidDataException">The bytes are not admissions.</exception>
    public static DayAdmissions Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        var admissions = new DayAdmissions { Kept = reader.Count(), Room = reader.Count() };
        for (var left = reader.Items(MaxErrorGroups); left > 0; left--) admissions._errors.Add(reader.Bits());
        for (var left = reader.Items(MaxBusinessMetrics); left > 0; left--) admissions._metrics.Add(reader.Text());
        var notKept = new byte[reader.Items(1_024)];
        for (var i = 0; i < notKept.Length; i++) notKept[i] = reader.Byte();
        reader.End("list of admissions");
        admissions._notKept = DistinctCounter.Decode(notKept);
        return admissions;
    }

    private IEnumerable<ulong> Refused(IReadOnlyCollection<ulong> newcomers) => newcomers.Order().Skip((int)Math.Min(Room, int.MaxValue));
}
