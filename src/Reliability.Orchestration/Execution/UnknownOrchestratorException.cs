namespace Reliability.Orchestration.Execution;

/// <summary>A process has work of an orchestrator that it does not know: another version of the app started it.</summary>
/// <param name="name">The orchestrator's name.</param>
public sealed class UnknownOrchestratorException(string name) : Exception($"There is no orchestrator named '{name}' in this process.");
