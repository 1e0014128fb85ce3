namespace Reliability.Core.Rum;

/// <summary>How many events were not accepted, by reason. Not thread-safe.</summary>
/// <remarks>Used again and again, it takes no memory: there are few reasons.</remarks>
public sealed class RejectCounts
{
    private readonly List<RejectCount> _counts = [];

    /// <summary>Gets each reason met, with its number, in the order met first.</summary>
    public IReadOnlyList<RejectCount> Items => _counts;

    /// <summary>Counts an event.</summary>
    /// <param name="reason">A word of <see cref="RejectReason"/>.</param>
    public void Add(string reason)
    {
        for (var i = 0; i < _counts.Count; i++)
        {
            if (_counts[i].Reason != reason) continue;
            _counts[i] = new RejectCount(reason, _counts[i].Events + 1);
            return;
        }

        _counts.Add(new RejectCount(reason, 1));
    }

    /// <summary>Forgets everything, for reuse.</summary>
    public void Clear() => _counts.Clear();
}

/// <summary>How many events were not accepted for one reason.</summary>
/// <param name="Reason">A word of <see cref="RejectReason"/>.</param>
/// <param name="Events">Their number, 1 or more.</param>
public readonly record struct RejectCount(string Reason, int Events);
