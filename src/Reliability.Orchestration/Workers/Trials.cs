namespace Reliability.Orchestration.Workers;

/// <summary>Lets the shards of a process try one suspect at a time, once the process has shown that it lives without any: if it dies then, that says something.</summary>
internal sealed class Trials(TimeProvider time)
{
    /// <summary>How long others wait for one that is tried, at least.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly long _bornAt = time.GetTimestamp();
    private object? _by;
    private TimeSpan _patience;
    private long _since;

    /// <summary>Gets whether a trial may begin: it is not too early, and no other goes on.</summary>
    public bool MayBegin
    {
        get
        {
            lock (_lock) return time.GetElapsedTime(_bornAt) >= Calm && (_by is null || time.GetElapsedTime(_since) >= _patience);
        }
    }

    /// <summary>Begins a trial if it may.</summary>
    /// <param name="by">Whose trial it is.</param>
    /// <param name="patience">How long others wait for it.</param>
    public bool TryBegin(object by, TimeSpan patience)
    {
        lock (_lock)
        {
            if (!MayBegin) return false;
            (_by, _patience, _since) = (by, patience, time.GetTimestamp());
            return true;
        }
    }

    /// <summary>Tells whether a trial goes on: others wait no longer than its patience.</summary>
    public bool GoesOn(object by)
    {
        lock (_lock) return _by == by && time.GetElapsedTime(_since) < _patience;
    }

    /// <summary>Ends a trial.</summary>
    public void End(object by)
    {
        lock (_lock)
        {
            if (_by == by) _by = null;
        }
    }
}
