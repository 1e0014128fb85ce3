using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Tables.Rum.Signals;

namespace Reliability.Integrations.Slo;

/// <summary>Counts sessions with an error among all sessions, hour by hour.</summary>
/// <remarks>
/// A session counts in the hour in which it was first seen on its day (UTC), and once on each day that it lasts. An error it
/// sees later changes that hour, so the last hours of a day are only as good as the sessions in them are old.
/// </remarks>
/// <param name="sessions">The counts.</param>
public sealed class RumErrorSliSource(RumSessionCounts sessions) : ISliSource
{
    /// <summary>The type that it reads.</summary>
    public const string SourceType = "rum-errors";

    /// <inheritdoc/>
    public string Type => SourceType;

    /// <summary>Gets how late sessions change: a session of a day is told to its end.</summary>
    public TimeSpan? Lateness => TimeSpan.FromHours(25);

    /// <summary>Gets the length of its points.</summary>
    public TimeSpan GrainOf(SloIndicator indicator) => TimeSpan.FromHours(1);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The indicator is no ratio of sessions of one site.</exception>
    /// <exception cref="InvalidOperationException">There are too many sessions to be counted.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    public async Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        if (indicator is not RatioIndicator { CountsBad: true, Total.Spec: var spec } || !spec.TryGetValue("site", out var site))
            throw new ArgumentException("Only bad sessions of a site can be counted.", nameof(indicator));
        var hours = await sessions.ReadAsync(site, spec.GetValueOrDefault("page"), from, until, cancellation).ConfigureAwait(false);
        return [.. hours.Select(hour => new SliPoint(hour.Hour, TimeSpan.FromHours(1), hour.Sessions - hour.WithErrors, hour.Sessions))];
    }
}
