using Reliability.Core.Slo;
using Reliability.Integrations.OpenSlo.Sources;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Makes indicators of documents, for the sources that this version reads.</summary>
/// <param name="documents">All documents that references may name.</param>
internal sealed class SourceBinding(IReadOnlyList<OpenSloDocument> documents)
{
    // A DataSource that many queries share has its errors once.
    private readonly Dictionary<OpenSloDocument, SourceConnection?> _connections = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes an indicator; null after an error.</summary>
    /// <param name="indicator">What the document says.</param>
    /// <param name="objective">The objective that it is for, with the limit of a threshold.</param>
    public SloIndicator? Bind(OpenSloIndicator indicator, OpenSloObjective objective)
    {
        if (indicator.Part is not { } part || BindMetric(part) is not { } some)
            return null;
        return part.Key switch
        {
            "thresholdMetric" => BindThreshold(some, objective),
            "raw" => new RawRatioIndicator(some, indicator.IsRawFailure),
            _ => indicator.Total is { } total && BindMetric(total) is { } whole ? BindRatio(whole, some, part) : null,
        };
    }

    private static ThresholdIndicator? BindThreshold(MetricSource metric, OpenSloObjective objective) =>
        objective is { Operator: { } comparison, Value: { } value } ? new ThresholdIndicator(metric, comparison, value) : null;

    private static RatioIndicator? BindRatio(MetricSource whole, MetricSource some, OpenSloMetric part)
    {
        if (some.Type != whole.Type || some.Connection?.Name != whole.Connection?.Name)
            part.Source.Reject("type", $"must be of the source of total: type {whole.Type}{Of(whole.Connection)}");
        else if (SourceKinds.Find(whole.Type)?.Mismatch(whole, some) is { } mismatch)
            part.Source.Reject("spec", mismatch);
        else
            return new RatioIndicator(whole, some, CountsBad: part.Key == "bad");
        return null;
    }

    private static string Of(SourceConnection? connection) => connection is null ? "" : $" of the DataSource '{connection.Name}'";

    private MetricSource? BindMetric(OpenSloMetric metric)
    {
        var document = documents.FirstOrDefault(each => each.Kind == "DataSource" && each.Name == metric.Ref && each.IsSound);
        if (metric.Ref is { } reference && document is null)
        {
            metric.Source.Reject("metricSourceRef", $"there is no sound DataSource '{reference}'");
            return null;
        }

        if (document is not null && metric.Type is not null && metric.Type != document.SourceType)
            metric.Source.Reject("type", $"the DataSource '{metric.Ref}' has type {document.SourceType}");
        var type = metric.Type ?? document?.SourceType;
        if (SourceKinds.Find(type) is { } kind)
            return BindMetric(metric, kind, document);
        metric.Source.Reject("type", SourceKinds.Missing(type));
        return null;
    }

    private MetricSource? BindMetric(OpenSloMetric metric, SourceKind kind, OpenSloDocument? document)
    {
        var before = metric.Source.Errors.Count;
        if (!kind.HasValues && metric.Key is "raw" or "thresholdMetric")
            metric.Source.Reject("type", $"type {kind.Type} counts events and has no values for {metric.Key}; use good or bad with total");
        if (kind.ReadConnection is not null && document is null)
            metric.Source.Reject("metricSourceRef", $"missing key 'metricSourceRef': type {kind.Type} needs a DataSource that tells how to reach it");
        var connection = document is null ? null : ConnectionOf(document, kind);
        if (metric.Source.RequiredMap("spec") is not { } map || kind.ReadSpec(map, metric.Key) is not { } spec)
            return null;
        if (metric.Source.Errors.Count > before || (kind.ReadConnection is not null && connection is null))
            return null;
        return new MetricSource(kind.Type, spec) { Connection = connection };
    }

    private SourceConnection? ConnectionOf(OpenSloDocument document, SourceKind kind)
    {
        if (kind.ReadConnection is null || document.SourceSpec is null)
            return null;
        if (!_connections.TryGetValue(document, out var connection))
        {
            var details = document.SourceSpec.RequiredMap("connectionDetails") is { } map ? kind.ReadConnection(map) : null;
            connection = details is null ? null : new SourceConnection(document.Name!, details);
            _connections.Add(document, connection);
        }

        return connection;
    }
}
