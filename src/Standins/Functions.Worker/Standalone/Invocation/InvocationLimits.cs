namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>What ends every invocation of the host.</summary>
/// <param name="Timeout">Longest duration; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none.</param>
/// <param name="Time">The clock that measures it.</param>
/// <param name="DrainEnded">Cancelled when the drain at shutdown runs out of time.</param>
internal sealed record InvocationLimits(TimeSpan Timeout, TimeProvider Time, CancellationToken DrainEnded);
