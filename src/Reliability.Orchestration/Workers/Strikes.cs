namespace Reliability.Orchestration.Workers;

/// <summary>Work that failed in this process for no fault of storage: how often, and when it is tried again.</summary>
internal sealed class Strikes(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (int Count, long Since, TimeSpan Pause, Exception Reason)> _strikes = [];

    /// <summary>Counts a failure.</summary>
    /// <returns>How many there were.</returns>
    public int Add(string key, Exception reason)
    {
        var count = _strikes.GetValueOrDefault(key).Count + 1;
        var pause = TimeSpan.FromTicks(Math.Min(Most.Ticks, First.Ticks << Math.Min(count - 1, 10)));
        _strikes[key] = (count, time.GetTimestamp(), pause, reason);
        return count;
    }

    /// <summary>Gets why an instance failed last, once it failed a number of times.</summary>
    public Exception? Reason(string key, int strikes) => _strikes.TryGetValue(key, out var strike) && strike.Count >= strikes ? strike.Reason : null;

    /// <summary>Forgets the failures of an instance that got on.</summary>
    public void Clear(string key) => _strikes.Remove(key);

    /// <summary>Tells whether the instance may be tried now.</summary>
    public bool MayTry(string key) => !IsWaiting(key);

    /// <summary>Tells whether the instance waits to be tried again.</summary>
    public bool IsWaiting(string key) => _strikes.TryGetValue(key, out var strike) && Left(strike) > TimeSpan.Zero;

    /// <summary>Gets how long until one may be tried again.</summary>
    public TimeSpan UntilNext()
    {
        var waits = _strikes.Values.Select(Left).Where(left => left > TimeSpan.Zero).ToList();
        return waits.Count > 0 ? waits.Min() : Most;
    }

    private TimeSpan Left((int Count, long Since, TimeSpan Pause, Exception Reason) strike) => strike.Pause - time.GetElapsedTime(strike.Since);
}
