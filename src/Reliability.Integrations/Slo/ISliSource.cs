using Reliability.Core;
using Reliability.Core.Slo;

namespace Reliability.Integrations.Slo;

/// <summary>Reads what an objective counts from one kind of source.</summary>
public interface ISliSource
{
    /// <summary>Gets the <see cref="MetricSource.Type"/> that it reads.</summary>
    string Type { get; }

    /// <summary>Reads all points that start in a stretch of time.</summary>
    /// <param name="indicator">What to count; its sources are of this type.</param>
    /// <param name="from">The start, included.</param>
    /// <param name="until">The end, excluded.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Points that do not overlap; empty when nothing happened.</returns>
    /// <remarks>Throws whatever its client throws when the source cannot be read: the objective keeps its last status.</remarks>
    Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation);
}
