using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Testing;

namespace Functions.Worker.Tests.Timers;

/// <summary>One process of a <see cref="TimerFleet"/>.</summary>
public sealed class FleetMember : IAsyncDisposable
{
    private readonly TimerFleet _fleet;
    private readonly ConcurrentQueue<string> _events = new();
    private readonly MeterListener _listener = new();
    private IHost? _host;

    internal FleetMember(TimerFleet fleet, InMemoryTables tables, MemberClock clock)
    {
        _fleet = fleet;
        Tables = tables;
        Clock = clock;
    }

    public InMemoryTables Tables { get; }

    public bool IsUp { get; private set; } = true;

    /// <summary>Gets whether nothing happens in this process until the clock moves or a test lets a run go on.</summary>
    internal bool IsSettled => !IsUp || (Clock.Delays == 1 && (Clock.Renewals == 0 || Calls.Any(call => call.IsHeld)));

    /// <summary>Gets or sets what a run does; by default it ends at once.</summary>
    public Func<CancellationToken, Task> Behaviour { get; set; } = _ => Task.CompletedTask;

    internal MemberClock Clock { get; }

    internal LogLines Log { get; private set; } = null!;

    internal IReadOnlyList<TimerCall> Calls => [.. _fleet.Calls.Where(call => call.By == this)];

    public Uri Address => new(_host!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Counts an event or an outcome, as metrics have it.</summary>
    public int Count(string what) => _events.Count(seen => seen == what);

    public async Task RunAsync(TimerInfo info, CancellationToken cancellationToken)
    {
        TimerCall call = new(this, _fleet.Clock.GetUtcNow(), info, cancellationToken);
        _fleet.Calls.Enqueue(call);
        Task run = Behaviour(cancellationToken);
        call.IsHeld = !run.IsCompleted;
        try
        {
            await run;
        }
        finally
        {
            call.IsHeld = false;
        }
    }

    public async Task StopAsync()
    {
        await _host!.StopAsync();
        IsUp = false;
    }

    public async ValueTask DisposeAsync()
    {
        if (IsUp)
            await StopAsync();
        _host!.Dispose();
        _listener.Dispose();
    }

    internal void Attach(IHost host, LogLines log)
    {
        _host = host;
        Log = log;
        IMeterFactory meters = host.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "functions.timer.events" or "functions.invocations" && instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            foreach ((string key, object? value) in tags)
            {
                if (key is "event" or "outcome")
                    _events.Enqueue((string)value!);
            }
        });
        _listener.Start();
    }
}
