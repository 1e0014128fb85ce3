using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Spans, counts and durations of invocations. Costs next to nothing while nobody listens.</summary>
internal sealed class InvocationTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string SourceName = "Reliability.Functions.Host";

    private static readonly ActivitySource Source = new(SourceName);

    // The defaults are milliseconds.
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2.5, 5, 10, 30, 60, 300];

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Counter<long> _invocations;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Owner of the meter.</param>
    /// <param name="time">Measures durations.</param>
    /// <param name="logger">Carries the log scope.</param>
    public InvocationTelemetry(IMeterFactory meters, TimeProvider time, ILogger<InvocationTelemetry> logger)
    {
        _time = time;
        _logger = logger;
        Meter meter = meters.Create(SourceName);
        _invocations = meter.CreateCounter<long>("functions.invocations", "{invocation}", "Invocations by function, trigger and outcome.");
        _duration = meter.CreateHistogram(
            "functions.invocation.duration",
            "s",
            "Duration of invocations by function, trigger and outcome.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
    }

    /// <summary>Opens the log scope of an invocation.</summary>
    /// <param name="invocation">The invocation.</param>
    /// <returns>Closes it.</returns>
    public IDisposable? OpenScope(Invocation invocation) => _logger.BeginScope(new InvocationScope(invocation));

    /// <summary>Starts the span of an invocation.</summary>
    /// <param name="invocation">The invocation.</param>
    /// <returns>The span, or <see langword="null"/> when nobody listens or it is not sampled.</returns>
    public static Activity? StartSpan(Invocation invocation)
    {
        if (!Source.HasListeners())
            return null;
        ActivityKind kind = invocation.Http is null ? ActivityKind.Internal : ActivityKind.Server;
        string name = invocation.Function.Definition.Name;
        Activity? span = Activity.Current is null && invocation.Http is { } http
            ? Source.StartActivity(name, kind, RemoteParent.Of(http.Request))
            : Source.StartActivity(name, kind);
        span?.SetTag("faas.name", name).SetTag("faas.invocation_id", invocation.InvocationId);
        return span;
    }

    /// <summary>Ends the measurement of an invocation.</summary>
    /// <param name="invocation">The invocation.</param>
    /// <param name="span">Its span.</param>
    /// <param name="outcome">How it ended.</param>
    public void End(Invocation invocation, Activity? span, Outcome outcome)
    {
        if (span is not null)
        {
            span.SetTag("outcome", Outcomes.Text(outcome));
            if (outcome is Outcome.Failed or Outcome.TimedOut)
                span.SetStatus(ActivityStatusCode.Error);
            span.Dispose();
        }

        if (!_invocations.Enabled && !_duration.Enabled)
            return;
        TagList tags = new()
        {
            { "function", invocation.Function.Definition.Name },
            { "trigger", invocation.Http is null ? "timer" : "http" },
            { "outcome", Outcomes.Text(outcome) },
        };
        _invocations.Add(1, tags);
        _duration.Record(_time.GetElapsedTime(invocation.Started).TotalSeconds, tags);
    }
}
