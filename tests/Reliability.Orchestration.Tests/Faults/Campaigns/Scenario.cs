using Reliability.Orchestration.Execution;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>What is run, what the client does meanwhile, and what the end must be, whatever goes wrong.</summary>
/// <param name="Name">The name.</param>
internal sealed record Scenario(string Name)
{
    /// <summary>Gets what adds the orchestrators.</summary>
    public required Action<OrchestrationTasks> Add { get; init; }

    /// <summary>Gets what the client does.</summary>
    public required Action<World> Drive { get; init; }

    /// <summary>Gets the effects that are intended, and how many of each.</summary>
    public required IReadOnlyDictionary<string, int> Effects { get; init; }

    /// <summary>Gets effects of which exactly one occurs, once.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>Gets effects that may occur, and at most how many of each.</summary>
    public IReadOnlyDictionary<string, int> Perhaps { get; init; } = new Dictionary<string, int>();

    /// <summary>Gets the status and output of each instance at the end; others are completed.</summary>
    public required IReadOnlyDictionary<string, string> Ends { get; init; }

    /// <summary>Gets what else must hold at the end.</summary>
    public Action<World> Check { get; init; } = _ => { };

    /// <summary>Gets whether its payloads are so large that only what concerns them is tried in every run.</summary>
    public bool IsLarge { get; init; }

    /// <summary>Gets whether all pairs of faults are few enough to be tried in every run.</summary>
    public bool IsShort { get; init; }
}
