using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Reliability.Orchestration.Execution;

/// <summary>What all orchestrators of a process share.</summary>
/// <param name="Converter">Serializes inputs, results and events.</param>
/// <param name="Loggers">Makes their loggers.</param>
internal sealed record OrchestratorServices(DataConverter Converter, ILoggerFactory Loggers);
