using Reliability.Core;
using Reliability.Core.Slo;

namespace Reliability.Integrations.Slo;

/// <summary>Reads what an objective counts from one kind of source.</summary>
public interface ISliSource
{
    /// <summary>Gets the <see cref="MetricSource.Type"/> that it reads.</summary>
    string Type { get; }

    /// <summary>Gets how late events may come in: from so far back the source is read again each time.</summary>
    /// <value>Null, the default, for <see cref="CollectionLimits.Overlap"/>.</value>
    TimeSpan? Lateness => null;

    /// <summary>Returns the length of the points of an indicator: readings start at multiples of it since midnight UTC.</summary>
    /// <param name="indicator">What to count; its sources are of this type.</param>
    /// <returns>Whole minutes that divide a day; by default one.</returns>
    TimeSpan GrainOf(SloIndicator indicator) => TimeSpan.FromMinutes(1);

    /// <summary>Gets the longest stretch of time that is read at once.</summary>
    /// <value>An hour or more; default a day.</value>
    TimeSpan LongestRead => TimeSpan.FromDays(1);

    /// <summary>Reads all points that start in a stretch of time.</summary>
    /// <param name="indicator">What to count; its sources are of this type.</param>
    /// <param name="from">The start, included.</param>
    /// <param name="until">The end, excluded.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Points that do not overlap; empty when nothing happened.</returns>
    /// <remarks>Throws whatever its client throws when the source cannot be read, or not all of it: the objective keeps its last numbers and becomes stale.</remarks>
    Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation);
}
