using System.Collections.Concurrent;

namespace Reliability.Functions.Tests.EndToEnd.Hostile;

/// <summary>What became of every request of a campaign.</summary>
internal sealed class HostileTally
{
    /// <summary>The status of a request whose connection ended without an answer.</summary>
    public const int NoAnswer = 0;

    private readonly ConcurrentDictionary<(string Kind, int Status), long> _answers = new();
    private long _events;

    /// <summary>Gets the requests that were taken.</summary>
    public long Accepted => Sum(answer => answer.Status == 202);

    /// <summary>Gets the events of the requests that were taken.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Gets the answers that say that the suite failed.</summary>
    public IReadOnlyList<(string Kind, int Status)> Failures => [.. _answers.Keys.Where(answer => answer.Status >= 500)];

    /// <summary>Counts the answer to a request.</summary>
    public void Add(string kind, int status, int events = 0)
    {
        _answers.AddOrUpdate((kind, status), 1, (_, count) => count + 1);
        if (status == 202) Interlocked.Add(ref _events, events);
    }

    /// <summary>Gets the requests of some kinds, whatever was answered.</summary>
    public long Sent(Func<string, bool> kinds) => Sum(answer => kinds(answer.Kind));

    /// <summary>Gets the requests of a kind that were answered with a status.</summary>
    public long this[string kind, int status] => _answers.GetValueOrDefault((kind, status));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', _answers
        .GroupBy(answer => answer.Key.Kind)
        .OrderBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => $"{kind.Key,-16} {string.Join(", ", kind.OrderBy(answer => answer.Key.Status).Select(answer => $"{answer.Value} x {(answer.Key.Status == NoAnswer ? "closed" : answer.Key.Status)}"))}"));

    private long Sum(Func<(string Kind, int Status), bool> which) => _answers.Where(answer => which(answer.Key)).Sum(answer => answer.Value);
}
