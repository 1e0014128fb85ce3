namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>What all invocations of a host run on.</summary>
/// <param name="Limits">What ends an invocation.</param>
/// <param name="Pipeline">The app's middleware.</param>
/// <param name="Telemetry">Spans, counts, durations and log scopes.</param>
/// <param name="Faults">Turns exceptions into answers.</param>
internal sealed record InvocationEngine(InvocationLimits Limits, InvocationPipeline Pipeline, InvocationTelemetry Telemetry, HttpFaults Faults);
