using System.Diagnostics;

namespace Reliability.Testing;

/// <summary>Waits for what another process does in its own time: asks again and again, up to a limit.</summary>
public static class Eventually
{
    /// <summary>Asks until the answer satisfies.</summary>
    /// <param name="ask">Gets the current state.</param>
    /// <param name="satisfies">Whether it is the one waited for.</param>
    /// <param name="limit">How long to go on.</param>
    /// <param name="log">Told when time is up, after the last answer; may be null.</param>
    /// <returns>The first answer that satisfies, and how long it took.</returns>
    /// <exception cref="TimeoutException">None did; the message has the last one.</exception>
    public static async Task<(T Answer, TimeSpan Took)> AsksAsync<T>(Func<Task<T>> ask, Func<T, bool> satisfies, TimeSpan limit, Func<string>? log = null)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(satisfies);
        var start = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var answer = await ask();
            if (satisfies(answer)) return (answer, Stopwatch.GetElapsedTime(start));
            if (Stopwatch.GetElapsedTime(start) > limit) throw new TimeoutException($"After {limit} the answer still is: {answer}\n{log?.Invoke()}");
            await pause.WaitForNextTickAsync();
        }
    }
}
