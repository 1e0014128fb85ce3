using System.Collections.Concurrent;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Standalone;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Testing;

namespace Functions.Worker.Tests.Timers;

/// <summary>Processes of one app that share a storage account and a clock that is moved by hand.</summary>
internal sealed class TimerFleet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<FleetMember> _members = [];
    private readonly AsyncLocal<bool> _looking = new();

    public TimerFleet() => Tables = new InMemoryTables(Clock);

    public FakeTimeProvider Clock { get; } = new();

    public InMemoryTables Tables { get; }

    /// <summary>Gets all runs of all processes, in the order in which they started.</summary>
    public ConcurrentQueue<TimerCall> Calls { get; } = new();

    public Task<FleetMember> StartAsync<TFunctions>(params (string Key, string Value)[] settings) => StartAsync<TFunctions>(TimeSpan.Zero, builder =>
    {
        foreach ((string key, string value) in settings)
            builder.Configuration[key] = value;
    });

    public Task<FleetMember> StartAsync<TFunctions>(Action<FunctionsApplicationBuilder> configure) => StartAsync<TFunctions>(TimeSpan.Zero, configure);

    public Task<FleetMember> StartAsync<TFunctions>(TimeSpan clockIsAheadBy) => StartAsync<TFunctions>(clockIsAheadBy, _ => { });

    private async Task<FleetMember> StartAsync<TFunctions>(TimeSpan clockIsAheadBy, Action<FunctionsApplicationBuilder> configure)
    {
        InMemoryTables tables = Tables.OtherProcess();
        FleetMember member = new(this, tables, new MemberClock(Clock, clockIsAheadBy));
        (IHost host, LogLines log) = TestApp.Build(
            [$"--RELIABILITY_ADMIN_KEY={TestApp.AdminKey}", $"--RELIABILITY_FUNCTION_KEY={TestApp.FunctionKey}"],
            builder =>
            {
                configure(builder);
                builder.Services.AddKeyedSingleton<TableServiceClient>("AzureWebJobsStorage", tables);
                builder.Services.AddSingleton<TimeProvider>(member.Clock);
                builder.Services.AddSingleton(member);
            },
            typeof(TFunctions));
        member.Attach(host, log);
        _members.Add(member);
        await host.StartAsync();
        return member;
    }

    /// <summary>Makes storage operations of the processes fail; looks that the test itself takes do not count.</summary>
    public void FailWhen(Func<TableOperation, FaultKind?> rule) => Tables.FailWhen(operation => _looking.Value ? null : rule(operation));

    /// <summary>Waits until all processes have come to rest; runs that a test holds up may be under way.</summary>
    public Task SettledAsync() => UntilAsync(() => _members.All(member => member.IsSettled));

    /// <summary>Waits until nobody runs anything and all processes have come to rest.</summary>
    public Task IdleAsync() => UntilAsync(async () => _members.All(member => member.IsSettled) && !await IsLeasedAsync());

    /// <summary>Moves the clock until a run has started, in small steps.</summary>
    public async Task AdvanceToCallAsync(int number)
    {
        while (Calls.Count < number)
        {
            await SettledAsync();
            if (Calls.Count < number)
                Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await SettledAsync();
    }

    /// <summary>Moves the clock while runs may be under way.</summary>
    public async Task PassAsync(TimeSpan by, TimeSpan? step = null)
    {
        TimeSpan size = step ?? TimeSpan.FromSeconds(1);
        for (TimeSpan left = by; left > TimeSpan.Zero; left -= size)
        {
            await SettledAsync();
            Clock.Advance(left < size ? left : size);
        }

        await SettledAsync();
    }

    /// <summary>Moves the clock in small steps, waiting before each until all processes have come to rest.</summary>
    public async Task AdvanceAsync(TimeSpan by, TimeSpan? step = null)
    {
        TimeSpan size = step ?? TimeSpan.FromSeconds(5);
        for (TimeSpan left = by; left > TimeSpan.Zero; left -= size)
        {
            await IdleAsync();
            Clock.Advance(left < size ? left : size);
        }

        await IdleAsync();
    }

    /// <summary>Moves the clock to a time of the first day.</summary>
    public Task AdvanceToAsync(int hour, int minute, int second = 0, TimeSpan? step = null) =>
        AdvanceAsync(At(hour, minute, second) - Clock.GetUtcNow(), step);

    public static DateTimeOffset At(int hour, int minute, int second = 0) => FakeTimeProvider.DefaultStart + new TimeSpan(hour, minute, second);

    public async Task<TimerRow?> RowAsync(string name = "Tick")
    {
        _looking.Value = true;
        TableClient table = Tables.GetTableClient(TimerTable.TableName);
        try
        {
            Azure.NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>("timers", name);
            return found.HasValue ? TimerRow.From(found.Value!) : null;
        }
        catch (Azure.RequestFailedException)
        {
            return null;
        }
    }

    private async Task<bool> IsLeasedAsync() => await RowAsync() is { Owner: { } owner } && owner.Contains(':', StringComparison.Ordinal);

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!await condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FleetMember member in _members)
            await member.DisposeAsync();
    }
}

/// <summary>One run of a timer function.</summary>
internal sealed record TimerCall(FleetMember By, DateTimeOffset At, TimerInfo Info, CancellationToken Token)
{
    /// <summary>Gets or sets whether the run waits for the test.</summary>
    public bool IsHeld { get; set; }
}
