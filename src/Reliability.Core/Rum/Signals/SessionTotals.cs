using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>What the sessions that began in one hour came to.</summary>
/// <remarks>A group under <see cref="Merge"/>: a session whose state changed is taken back as it was and added as it is. Not thread-safe.</remarks>
public sealed class SessionTotals : ISignalTotals
{
    private const int Counts = 11;

    private readonly long[] _counts = new long[Counts];
    private SessionSpreads _spreads = new();

    /// <summary>Gets the number of sessions.</summary>
    public long Sessions => _counts[0];

    /// <summary>Gets the number of sessions that told their activity.</summary>
    public long Reporting => _counts[1];

    /// <summary>Gets the number of bounces (<see cref="RumSession.IsBounce"/>) among <see cref="Reporting"/>.</summary>
    public long Bounces => _counts[2];

    /// <summary>Gets the number of sessions with an error.</summary>
    public long WithErrors => _counts[3];

    /// <summary>Gets the number of errors of sessions.</summary>
    public long Errors => _counts[4];

    /// <summary>Gets the number of views.</summary>
    public long Views => _counts[5];

    /// <summary>Gets the number of interactions.</summary>
    public long Interactions => _counts[6];

    /// <summary>Gets the number of rage clicks.</summary>
    public long RageClicks => _counts[7];

    /// <summary>Gets how long pages were seen, in milliseconds.</summary>
    public long EngagedMilliseconds => _counts[8];

    /// <summary>Gets the number of sessions that have a score.</summary>
    public long Scored => _counts[9];

    /// <summary>Gets the sum of their scores, in tenths.</summary>
    public long ScoreTenths => _counts[10];

    /// <summary>Gets how their vitals are spread.</summary>
    public SessionSpreads Spreads => _spreads;

    /// <inheritdoc/>
    public bool IsEmpty => Array.TrueForAll(_counts, count => count == 0) && _spreads.IsEmpty;

    /// <summary>Adds a session.</summary>
    /// <param name="session">What is known of it.</param>
    /// <param name="times">1, or −1 to take it back.</param>
    public void Add(RumSession session, int times)
    {
        ArgumentNullException.ThrowIfNull(session);
        var score = SessionScore.Of(session).Total;
        long[] counts =
        [
            1, session.Reports > 0 ? 1 : 0, session.IsBounce == true ? 1 : 0, session.Errors > 0 ? 1 : 0, session.Errors, session.Views, session.Interactions,
            session.RageClicks, session.EngagedMilliseconds, score is null ? 0 : 1, score is { } points ? (long)Math.Round(points * 10) : 0,
        ];
        for (var i = 0; i < Counts; i++) _counts[i] += times * counts[i];
        _spreads.Add(session, times);
    }

    /// <summary>Adds other totals, which are left unchanged.</summary>
    public void Merge(SessionTotals other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < Counts; i++) _counts[i] += other._counts[i];
        _spreads.Merge(other._spreads);
    }

    /// <inheritdoc/>
    public SignalRow AddedTo(ReadOnlySpan<byte> stored)
    {
        var sum = Decode(stored);
        sum.Merge(this);
        var writer = new RecordWriter();
        foreach (var count in sum._counts) writer.Signed(count);
        sum._spreads.WriteTo(writer);
        return new SignalRow(writer.Written.ToArray(), sum.Sessions, sum.Sessions);
    }

    /// <summary>Decodes a <see cref="SignalRow.Body"/>.</summary>
    /// <param name="bytes">The bytes; empty for none.</param>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    public static SessionTotals Decode(ReadOnlySpan<byte> bytes)
    {
        var totals = new SessionTotals();
        if (bytes.IsEmpty) return totals;
        var reader = new RecordReader(bytes);
        for (var i = 0; i < Counts; i++) totals._counts[i] = reader.Signed();
        totals._spreads = SessionSpreads.Read(ref reader);
        reader.End("count of sessions");
        return totals;
    }
}
