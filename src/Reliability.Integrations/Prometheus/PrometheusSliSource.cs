using Microsoft.Extensions.Logging;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Slo;

namespace Reliability.Integrations.Prometheus;

/// <summary>Counts with Prometheus, minute by minute.</summary>
/// <remarks>
/// The point of a minute is the value at its end, with <c>{{.window}}</c> as the length of the minute, so it counts (start, end].
/// A minute that has not ended is left out. Data that Prometheus no longer keeps gives nothing.
/// </remarks>
/// <param name="client">Asks Prometheus.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told what Prometheus remarks about queries.</param>
public sealed partial class PrometheusSliSource(PrometheusClient client, TimeProvider time, ILogger<PrometheusSliSource> logger) : ISliSource
{
    private const string Window = "{{.window}}";

    /// <summary>The length of a point, unless the connection has a <c>step</c>.</summary>
    public static readonly TimeSpan DefaultStep = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Type => "prometheus";

    /// <inheritdoc/>
    public TimeSpan GrainOf(SloIndicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        return indicator.Sources is [{ Connection: { } connection }, ..] ? StepOf(connection) : DefaultStep;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The indicator cannot be read, or has no connection.</exception>
    /// <exception cref="PrometheusUnavailableException">Prometheus cannot answer now, or only in part.</exception>
    /// <exception cref="PrometheusRejectedException">A query is wrong.</exception>
    public async Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        var connection = (indicator.Sources is [{ Connection: { } found }, ..] ? found : null) ?? throw new ArgumentException("The indicator has no connection.", nameof(indicator));
        var step = StepOf(connection);
        var (first, last) = (Ceiling(from, step), Last(until, step));
        var minutes = new PrometheusMinutes(step);
        Task<IReadOnlyDictionary<long, double>> Values(MetricSource source) => ReadAsync(connection, source, step, (first, last), cancellation);
        return indicator switch
        {
            RatioIndicator ratio => minutes.Ratio(
                await Values(ratio.Total).ConfigureAwait(false), await Values(ratio.Part).ConfigureAwait(false), ratio.CountsBad),
            ThresholdIndicator threshold => minutes.Threshold(await Values(threshold.Metric).ConfigureAwait(false), threshold),
            RawRatioIndicator raw => minutes.Raw(await Values(raw.Raw).ConfigureAwait(false), raw),
            _ => throw new ArgumentException("Only ratios, thresholds and raw ratios can be read.", nameof(indicator)),
        };
    }

    private static TimeSpan StepOf(SourceConnection connection) =>
        DurationText.TryParse(connection.Details.GetValueOrDefault("step"), out var step) && step > TimeSpan.Zero ? step : DefaultStep;

    private static DateTimeOffset Ceiling(DateTimeOffset instant, TimeSpan step)
    {
        var rest = instant.UtcTicks % step.Ticks;
        return rest == 0 ? instant : instant.AddTicks(step.Ticks - rest);
    }

    // The last step that starts before the end and has ended by now.
    private DateTimeOffset Last(DateTimeOffset until, TimeSpan step)
    {
        var asked = Ceiling(until, step) - step;
        var ended = Ceiling(time.GetUtcNow().AddTicks(1), step) - step - step;
        return asked < ended ? asked : ended;
    }

    private async Task<IReadOnlyDictionary<long, double>> ReadAsync(
        SourceConnection connection, MetricSource source, TimeSpan step, (DateTimeOffset First, DateTimeOffset Last) starts, CancellationToken cancellation)
    {
        var values = new Dictionary<long, double>();
        var query = source.Spec["query"].Replace(Window, DurationText.Format(step), StringComparison.Ordinal);
        for (var start = starts.First; start <= starts.Last; start += step * PrometheusClient.MaxPoints)
        {
            var end = start + (step * (PrometheusClient.MaxPoints - 1));
            end = end < starts.Last ? end : starts.Last;
            var answer = start == end
                ? await client.QueryAsync(connection, query, end + step, cancellation).ConfigureAwait(false)
                : await client.QueryRangeAsync(connection, query, start + step, end + step, step, cancellation).ConfigureAwait(false);
            if (answer.Notices.Count > 0)
                Noticed(connection.Name, query, string.Join("; ", answer.Notices));
            Add(values, answer.Series, (start + step, end + step), step);
        }

        return values;
    }

    private static void Add(
        Dictionary<long, double> values, IReadOnlyList<PrometheusSeries> series, (DateTimeOffset First, DateTimeOffset Last) asked, TimeSpan step)
    {
        if (series.Count > 1)
            throw new PrometheusRejectedException($"The query gives {series.Count} series, among them {series[0].Labels} and {series[1].Labels}: it must give one; use sum().");
        var (first, last) = (asked.First.ToUnixTimeMilliseconds(), asked.Last.ToUnixTimeMilliseconds());
        foreach (var sample in series.SelectMany(one => one.Samples))
        {
            var isAsked = sample.UnixMilliseconds >= first && sample.UnixMilliseconds <= last
                && (sample.UnixMilliseconds - first) % (long)step.TotalMilliseconds == 0;
            if (!isAsked)
                throw new PrometheusUnavailableException("The answer of Prometheus is broken: it has a time that was not asked for.");
            if (!values.TryAdd(sample.UnixMilliseconds, sample.Value) && !values[sample.UnixMilliseconds].Equals(sample.Value))
                throw new PrometheusUnavailableException("The answer of Prometheus is broken: it has two values for one time.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "Prometheus {Connection} remarks on {Query}: {Notices}")]
    private partial void Noticed(string connection, string query, string notices);
}
