namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Growing pauses between tries: 1 s, doubled each time, at most 30 s.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _next = TimeSpan.FromSeconds(1);

    /// <summary>Gives the pause before the next try.</summary>
    /// <returns>1 to 30 s.</returns>
    public TimeSpan Next()
    {
        TimeSpan pause = _next;
        _next = pause * 2 < Longest ? pause * 2 : Longest;
        return pause;
    }
}
