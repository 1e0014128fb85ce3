using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Worker.Tests.Http;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData("Throws", "failed")]
    [InlineData("Reads", "succeeded")]
    public async Task Every_invocation_is_counted_and_timed_by_function_and_outcome(string function, string outcome)
    {
        await using TestApp app = await TestApp.StartAsync(typeof(FaultyFunctions));
        ConcurrentQueue<string> seen = new();
        TaskCompletionSource both = new();
        using MeterListener listener = new();
        IMeterFactory meters = app.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Reliability.Functions.Host" && instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, 1, tags));
        listener.Start();

        using HttpResponseMessage response = await app.SendAsync(function == "Reads" ? HttpMethod.Post : HttpMethod.Get, $"/api/{function}");
        await both.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(
            [$"functions.invocation.duration 1 {function} http {outcome}", $"functions.invocations 1 {function} http {outcome}"],
            seen.Order(StringComparer.Ordinal));

        void Note(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Dictionary<string, object?> map = tags.ToArray().ToDictionary();
            seen.Enqueue($"{instrument.Name} {value} {map["function"]} {map["trigger"]} {map["outcome"]}");
            if (seen.Count == 2)
                both.SetResult();
        }
    }

    [Fact]
    public async Task An_invocation_is_a_span_under_the_callers()
    {
        TaskCompletionSource<Activity> ended = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "Reliability.Functions.Host",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("faas.name"), "Throws") && span.ParentSpanId.ToHexString() == "00f067aa0ba902b7")
                    ended.TrySetResult(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using TestApp app = await TestApp.StartAsync(typeof(FaultyFunctions));
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/Throws");
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        using HttpResponseMessage response = await app.Http.SendAsync(request);

        Activity span = await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", span.TraceId.ToHexString());
        Assert.Equal((ActivityStatusCode.Error, "failed"), (span.Status, span.GetTagItem("outcome")));
    }
}
