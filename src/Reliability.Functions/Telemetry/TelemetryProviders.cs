using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Reliability.Functions.Telemetry;

/// <summary>Collects the suite's own metrics for <c>GET /api/metrics</c>, and sends them and its traces by OTLP when told where to.</summary>
public sealed class TelemetryProviders : IDisposable
{
    private const string Sources = "Reliability.*";

    private readonly OpenMetricsExporter _exporter = new();
    private readonly MeterProvider _meters;
    private readonly TracerProvider? _traces;

    /// <summary>Starts collecting.</summary>
    /// <param name="settings"><c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to send; nothing is sent without it.</param>
    public TelemetryProviders(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var sends = !string.IsNullOrEmpty(settings["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var resource = ResourceBuilder.CreateDefault().AddService("reliability-suite").AddEnvironmentVariableDetector();
        var reader = new BaseExportingMetricReader(_exporter);
        var meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Sources).AddReader(reader);
        _meters = (sends ? meters.AddOtlpExporter() : meters).Build();
        _traces = sends ? Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter().Build() : null;
    }

    /// <summary>Gets all metrics as OpenMetrics text.</summary>
    public string Metrics() => _exporter.Write();

    /// <summary>Sends what is left and stops collecting.</summary>
    public void Dispose()
    {
        _meters.Dispose();
        _traces?.Dispose();
    }
}
