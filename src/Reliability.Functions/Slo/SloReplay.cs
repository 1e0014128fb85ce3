using Microsoft.Extensions.Options;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Evaluates objectives as of an instant in the past, with the corrections that were known then.</summary>
/// <param name="sources">What they can count.</param>
/// <param name="corrections">All corrections there have been.</param>
/// <param name="options">By which numbers they are judged.</param>
public sealed class SloReplay(IEnumerable<ISliSource> sources, SloCorrectionTable corrections, IOptions<SloOptions> options)
{
    private readonly SloPolicy _policy = options.Value.ToPolicy();
    private readonly Dictionary<string, ISliSource> _sources = sources.ToDictionary(source => source.Type, StringComparer.Ordinal);

    /// <summary>Evaluates an objective; nothing is stored.</summary>
    /// <param name="slo">The objective as it is configured now.</param>
    /// <param name="at">The instant.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    /// <remarks>Throws whatever the client of a source throws when it cannot be read.</remarks>
    public async Task<SloStatus> EvaluateAsync(ServiceLevelObjective slo, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(slo);
        var from = SloEvaluator.NeedsFrom(slo, at, _policy);
        var book = await corrections.ReadAllAsync(cancellation).ConfigureAwait(false);
        var members = new List<IReadOnlyList<SliPoint>>();
        foreach (var member in slo.Members)
            members.Add(await SourceOf(member.Indicator).ReadAsync(member.Indicator, from, at, cancellation).ConfigureAwait(false));
        var observed = new SloObservations(members, book.For(slo, from, slo.Window.At(at).End, at));
        return SloForecasting.Forecast(SloEvaluator.Evaluate(slo, observed, at, _policy), null, slo, observed);
    }

    private ISliSource SourceOf(SloIndicator indicator) =>
        indicator.Sources is [{ Type: var type }, ..] && _sources.TryGetValue(type, out var source)
            ? source
            : throw new NotSupportedException("There is no source for this indicator.");
}
