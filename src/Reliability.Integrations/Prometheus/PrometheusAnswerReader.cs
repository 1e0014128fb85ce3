using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Reliability.Integrations.Prometheus;

/// <summary>Reads the JSON of the HTTP API, v1 (prometheus.io/docs/prometheus/latest/querying/api).</summary>
internal static class PrometheusAnswerReader
{
    private const int MaxText = 500;
    private const int MaxLabels = 200;
    private const string PromQlNotice = "PromQL ";

    /// <summary>Reads a successful answer.</summary>
    /// <exception cref="PrometheusUnavailableException">It is broken, or Prometheus says that data is missing in it.</exception>
    /// <exception cref="PrometheusRejectedException">The query gives a text.</exception>
    public static PrometheusAnswer Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.GetProperty("status").GetString() != "success")
                throw new PrometheusUnavailableException($"Prometheus answered 200 with an error: {ErrorOf(root)}");
            return Read(root);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new PrometheusUnavailableException("The answer of Prometheus is broken, or cut off.", exception);
        }
    }

    /// <summary>Reads what an error says; what is no JSON of Prometheus gives null.</summary>
    public static string? ReadError(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? ErrorOf(json.RootElement) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static PrometheusAnswer Read(JsonElement root)
    {
        var warnings = Texts(root, "warnings").ToArray();
        // Those of storage, without the prefix, mean that data is missing: of a remote read, or of a store behind a proxy.
        if (Array.Find(warnings, warning => !warning.StartsWith(PromQlNotice, StringComparison.Ordinal)) is { } missing)
            throw new PrometheusUnavailableException($"Prometheus could not read everything: {missing}");
        var data = root.GetProperty("data");
        var result = data.GetProperty("result");
        var series = data.GetProperty("resultType").GetString() switch
        {
            "matrix" => result.EnumerateArray().Select(item => Series(item, each => each.GetProperty("values").EnumerateArray().Select(Sample))),
            "vector" => result.EnumerateArray().Select(item => Series(item, each => [Sample(each.GetProperty("value"))])),
            "scalar" => [new PrometheusSeries("{}", [Sample(result)])],
            var other => throw new PrometheusRejectedException($"The query gives a {Cut(other, MaxText)}, not numbers."),
        };
        return new PrometheusAnswer([.. series], [.. warnings.Concat(Texts(root, "infos")).Take(PrometheusAnswer.MaxNotices)]);
    }

    private static PrometheusSeries Series(JsonElement item, Func<JsonElement, IEnumerable<PrometheusSample>> samplesOf)
    {
        // Native histograms have "histograms" beside or instead of "values".
        if (item.TryGetProperty("histograms", out _) || item.TryGetProperty("histogram", out _))
            throw new PrometheusRejectedException("The query gives histograms, not numbers: use histogram_count() or histogram_fraction().");
        var labels = new StringBuilder("{");
        foreach (var label in item.GetProperty("metric").EnumerateObject())
        {
            if (labels.Length > MaxLabels)
                break;
            labels.Append(labels.Length > 1 ? ", " : "").Append(label.Name).Append("=\"").Append(label.Value.GetString()).Append('"');
        }

        return new PrometheusSeries(Cut(labels.Append('}').ToString(), MaxLabels), [.. samplesOf(item)]);
    }

    private static PrometheusSample Sample(JsonElement pair)
    {
        if (pair.GetArrayLength() != 2)
            throw new FormatException("A sample is no pair.");
        var milliseconds = decimal.Round(pair[0].GetDecimal() * 1_000m);
        if (milliseconds is < 0m or > long.MaxValue)
            throw new FormatException("A sample has no time.");
        return new PrometheusSample((long)milliseconds, Number(pair[1].GetString()));
    }

    private static double Number(string? text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" or "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ when double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw new FormatException("A sample is no number."),
    };

    private static IEnumerable<string> Texts(JsonElement root, string key) =>
        root.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(item => Cut(item.GetString(), MaxText))
            : [];

    private static string? ErrorOf(JsonElement root)
    {
        var text = root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;
        var type = root.TryGetProperty("errorType", out var kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : "error";
        return text is null ? null : Cut($"{type}: {text}", MaxText);
    }

    private static string Cut(string? text, int length) => text is null ? "" : text.Length <= length ? text : text[..length] + "…";
}
