using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>What is known of the errors of one kind on one day.</summary>
/// <remarks>Errors are counted as they come, with a session or without; sessions and their vitals by the state of the sessions, like
/// <see cref="SessionTotals"/>. Not thread-safe.</remarks>
public sealed class ErrorGroup : ISignalTotals
{
    private SessionSpreads _spreads = new();

    /// <summary>Gets the number of errors.</summary>
    public long Count { get; private set; }

    /// <summary>Gets the number of sessions that saw one; sessions without a row are not among them.</summary>
    public long Sessions { get; private set; }

    /// <summary>Gets when the first one happened, in milliseconds since 1970; <see cref="long.MaxValue"/> before any did.</summary>
    public long FirstSeen { get; private set; } = long.MaxValue;

    /// <summary>Gets when the last one happened.</summary>
    public long LastSeen { get; private set; } = long.MinValue;

    /// <summary>Gets the type of the first one.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Gets the message of the first one.</summary>
    public string Message { get; private set; } = "";

    /// <summary>Gets the stack of the first one.</summary>
    public string Stack { get; private set; } = "";

    /// <summary>Gets where they happened.</summary>
    public TopCounts Pages { get; private set; } = new();

    /// <summary>Gets in which releases they happened.</summary>
    public TopCounts Releases { get; private set; } = new();

    /// <summary>Gets how the vitals of the <see cref="Sessions"/> are spread.</summary>
    public SessionSpreads Spreads => _spreads;

    /// <inheritdoc/>
    public bool IsEmpty => Count == 0 && Sessions == 0 && _spreads.IsEmpty;

    /// <summary>Adds an error.</summary>
    /// <param name="at">When it happened, in milliseconds since 1970.</param>
    /// <param name="error">The error.</param>
    public void Add(long at, ErrorEvent error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Count += error.Count;
        Pages.Add(error.Dimensions.Page, error.Count);
        if (error.Dimensions.Release.Length > 0) Releases.Add(error.Dimensions.Release, error.Count);
        See(at, at, error.Type, error.Message, error.Stack);
    }

    /// <summary>Adds a session that saw one.</summary>
    /// <param name="session">What is known of it.</param>
    /// <param name="times">1, or −1 to take it back.</param>
    public void Add(RumSession session, int times)
    {
        Sessions += times;
        _spreads.Add(session, times);
    }

    /// <summary>Adds another group, which is left unchanged; pages and releases without a bound.</summary>
    public void Merge(ErrorGroup other)
    {
        ArgumentNullException.ThrowIfNull(other);
        MergeAllButNames(other);
        Pages.Merge(other.Pages);
        Releases.Merge(other.Releases);
    }

    /// <summary>Forgets what tells one kind from another: for <see cref="ErrorFingerprint.Other"/>.</summary>
    public void Anonymise() => (Type, Message, Stack) = (LabelCatalogue.Other, "", "");

    /// <inheritdoc/>
    public SignalRow AddedTo(ReadOnlySpan<byte> stored)
    {
        var sum = Decode(stored);
        sum.MergeAllButNames(this);
        sum.Pages.Admit(Pages);
        sum.Releases.Admit(Releases);
        var writer = new RecordWriter();
        writer.Count(sum.Count);
        writer.Signed(sum.Sessions);
        writer.Byte((byte)(sum.LastSeen >= sum.FirstSeen ? 1 : 0));
        if (sum.LastSeen >= sum.FirstSeen)
        {
            writer.Signed(sum.FirstSeen);
            writer.Signed(sum.LastSeen);
        }

        writer.Text(sum.Type);
        writer.Text(sum.Message);
        writer.Text(sum.Stack);
        sum.Pages.WriteTo(writer);
        sum.Releases.WriteTo(writer);
        sum._spreads.WriteTo(writer);
        return new SignalRow(writer.Written.ToArray(), sum.Count, sum.Sessions);
    }

    /// <summary>Decodes a <see cref="SignalRow.Body"/>.</summary>
    /// <param name="bytes">The bytes; empty for none.</param>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    public static ErrorGroup Decode(ReadOnlySpan<byte> bytes)
    {
        var group = new ErrorGroup();
        if (bytes.IsEmpty) return group;
        var reader = new RecordReader(bytes);
        (group.Count, group.Sessions) = (reader.Count(), reader.Signed());
        if (reader.Byte() == 1) (group.FirstSeen, group.LastSeen) = (reader.Signed(), reader.Signed());
        (group.Type, group.Message, group.Stack) = (reader.Text(), reader.Text(), reader.Text());
        group.Pages = TopCounts.Read(ref reader);
        group.Releases = TopCounts.Read(ref reader);
        group._spreads = SessionSpreads.Read(ref reader);
        reader.End("group of errors");
        return group;
    }

    private void MergeAllButNames(ErrorGroup other)
    {
        Count += other.Count;
        Sessions += other.Sessions;
        _spreads.Merge(other._spreads);
        if (other.LastSeen >= other.FirstSeen) See(other.FirstSeen, other.LastSeen, other.Type, other.Message, other.Stack);
    }

    // The sample is the first error; of several at once the one whose texts sort first, so that their order does not matter.
    private void See(long first, long last, string type, string message, string stack)
    {
        LastSeen = Math.Max(LastSeen, last);
        var isEarlier = first < FirstSeen;
        if (first > FirstSeen || (!isEarlier && string.CompareOrdinal($"{type}\n{message}\n{stack}", $"{Type}\n{Message}\n{Stack}") >= 0)) return;
        (FirstSeen, Type, Message, Stack) = (first, type, message, stack);
    }
}
