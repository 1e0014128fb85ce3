using Reliability.Core.Slo;

namespace Reliability.Functions.Slo;

/// <summary>What is not judged by its events, for every objective.</summary>
public interface ISloCorrections
{
    /// <summary>Reads all corrections, by the name of the objective; once for each evaluation of all objectives.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <remarks>When it throws, no objective is evaluated: maintenance must not count as an outage.</remarks>
    Task<ILookup<string, SloCorrection>> ReadAsync(CancellationToken cancellation);
}
