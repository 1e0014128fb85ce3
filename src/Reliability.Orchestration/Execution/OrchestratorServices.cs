using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Reliability.Orchestration.Execution;

/// <summary>What all orchestrators of a process share.</summary>
/// <param name="Converter">Serializes inputs, results and events.</param>
/// <param name="Loggers">Makes their loggers.</param>
/// <param name="Strayed">Told, on any thread, of an instance whose orchestrator went on off its thread and so has a fault that no turn has seen.</param>
internal sealed record OrchestratorServices(DataConverter Converter, ILoggerFactory Loggers, Action<string>? Strayed = null);
