using Microsoft.Extensions.Options;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Evaluates objectives as of an instant in the past, with the corrections that were known then.</summary>
/// <remarks>What was counted at the time is taken from the minute cells, as far as they reach back; before that, sources are asked again.</remarks>
/// <param name="cells">What was counted.</param>
/// <param name="sources">What can be counted again.</param>
/// <param name="corrections">All corrections there have been.</param>
/// <param name="options">By which numbers they are judged.</param>
public sealed class SloReplay(MinuteCellTable cells, IEnumerable<ISliSource> sources, SloCorrectionTable corrections, IOptions<SloOptions> options)
{
    private readonly SloPolicy _policy = options.Value.ToPolicy();
    private readonly Dictionary<string, ISliSource> _sources = sources.ToDictionary(source => source.Type, StringComparer.Ordinal);

    /// <summary>Evaluates an objective; nothing is stored.</summary>
    /// <param name="slo">The objective as it is configured now.</param>
    /// <param name="at">The instant.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    /// <exception cref="SloSourceException">A source cannot be read.</exception>
    public async Task<SloStatus> EvaluateAsync(ServiceLevelObjective slo, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(slo);
        var from = SloEvaluator.NeedsFrom(slo, at, _policy);
        var book = await corrections.ReadAllAsync(cancellation).ConfigureAwait(false);
        var members = new List<IReadOnlyList<SliPoint>>();
        var checkpoints = await cells.ReadCheckpointsAsync(cancellation).ConfigureAwait(false);
        foreach (var member in slo.Members)
        {
            var key = IndicatorKey.Of(member.Indicator);
            var isCounted = checkpoints.GetValueOrDefault(key) is { } checkpoint && checkpoint.From <= from && checkpoint.Until >= at;
            members.Add(isCounted
                ? await CountedAsync(key, from, at, cancellation).ConfigureAwait(false)
                : await AskAsync(member.Indicator, from, at, cancellation).ConfigureAwait(false));
        }

        var observed = new SloObservations(members, book.For(slo, from, slo.Window.At(at).End, at));
        return SloForecasting.Forecast(SloEvaluator.Evaluate(slo, observed, at, _policy), null, slo, observed);
    }

    private async Task<IReadOnlyList<SliPoint>> CountedAsync(string key, DateTimeOffset from, DateTimeOffset at, CancellationToken cancellation)
    {
        var stored = await cells.ReadAsync(key, cancellation).ConfigureAwait(false);
        return [.. stored.Minutes.ToPoints().Where(point => point.Start >= from && point.Start < at)];
    }

    private async Task<IReadOnlyList<SliPoint>> AskAsync(SloIndicator indicator, DateTimeOffset from, DateTimeOffset at, CancellationToken cancellation)
    {
        try
        {
            return await SourceOf(indicator).ReadAsync(indicator, from, at, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            throw new SloSourceException(exception);
        }
    }

    private ISliSource SourceOf(SloIndicator indicator) =>
        indicator.Sources is [{ Type: var type }, ..] && _sources.TryGetValue(type, out var source)
            ? source
            : throw new NotSupportedException("There is no source for this indicator.");
}
