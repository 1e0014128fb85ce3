using Microsoft.DurableTask.Client;

namespace Reliability.Functions.Orchestrations;

/// <summary>The names of statuses in answers.</summary>
internal static class OrchestrationWords
{
    /// <summary>Names a status.</summary>
    public static string Of(OrchestrationRuntimeStatus status) => status.ToString().ToLowerInvariant();
}
