using System.Globalization;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>One run of one scenario. Its text is all that is needed to run it again: <see cref="Parse"/>.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Seed">Decides in which order workers, shards and activities run, and all else that is left to chance.</param>
internal sealed record FaultCase(string Scenario, int Seed = 1)
{
    /// <summary>Gets what goes wrong where.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Gets by how many minutes the clock of the first worker is ahead; that of the second and of the client is behind by as much.</summary>
    public int Skew { get; init; }

    /// <summary>Gets whether each message arrives again after it was used up.</summary>
    public bool IsTwice { get; init; }

    /// <summary>Gets how many percent of all operations take a random time, so that what is sent in one order arrives in another.</summary>
    public int Slow { get; init; }

    /// <summary>Reads the text of a case, such as <c>rewind seed=7 skew=5 twice slow=10 CrashAfter@31 Slow@40</c>.</summary>
    public static FaultCase Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new FaultCase(words[0], Number(words, "seed", 1))
        {
            Skew = Number(words, "skew", 0),
            IsTwice = words.Contains("twice"),
            Slow = Number(words, "slow", 0),
            Faults = [.. words.Where(word => word.Contains('@')).Select(word => word.Split('@')).Select(word => new Fault(Enum.Parse<Mishap>(word[0]), Number(word[1])))],
        };
    }

    /// <summary>Adds a fault.</summary>
    public FaultCase With(Mishap kind, int operation) => this with { Faults = [.. Faults, new Fault(kind, operation)] };

    public override string ToString() => string.Join(' ', new[]
    {
        Scenario,
        $"seed={Seed}",
        Skew == 0 ? "" : $"skew={Skew}",
        IsTwice ? "twice" : "",
        Slow == 0 ? "" : $"slow={Slow}",
        string.Join(' ', Faults),
    }.Where(word => word.Length > 0));

    private static int Number(string[] words, string name, int otherwise) =>
        words.FirstOrDefault(word => word.StartsWith($"{name}=", StringComparison.Ordinal)) is { } word ? Number(word[(name.Length + 1)..]) : otherwise;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
