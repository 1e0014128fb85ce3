using Azure.Core;
using Azure.Data.Tables;
using Reliability.Integrations.Tests.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Faults;

/// <summary>The promise against a real emulator, over HTTP, with the retries of Azure.Core and without.</summary>
public sealed class RumAzuriteFaultTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    private static bool IsFull => Environment.GetEnvironmentVariable("RELIABILITY_TEST_FULL") == "1";

    public static TheoryData<TransportFault, int> Faults()
    {
        var data = new TheoryData<TransportFault, int>();
        foreach (var fault in Enum.GetValues<TransportFault>())
        {
            data.Add(fault, 0);
            data.Add(fault, 2);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task One_fault_at_any_request_changes_nothing(TransportFault fault, int maxRetries)
    {
        // Some of the requests, others in each run, unless the campaign is the full one; fewer where the retries are the client library's.
        var step = IsFull ? 1 : maxRetries == 0 ? 2 : 8;
        for (var (n, requests) = (1 + Random.Shared.Next(step), int.MaxValue); n <= requests; n += step)
        {
            var at = n;
            requests = await RunAsync(number => number == at ? fault : null, maxRetries, $"{fault} at {n} with {maxRetries} retries");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Any_number_of_faults_changes_nothing(int maxRetries)
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed < first + 15; seed++)
        {
            var random = new Random(seed);
            await RunAsync(_ => random.NextDouble() < 0.15 ? (TransportFault)random.Next(4) : null, maxRetries, $"seed {seed} with {maxRetries} retries");
        }
    }

    private async Task<int> RunAsync(Func<int, TransportFault?> plan, int maxRetries, string context)
    {
        var (clock, suffix) = (new FakeTimeProvider(), Guid.NewGuid().ToString("N")[..12]);
        await new RumTables(new TableServiceClient(azurite.ConnectionString), clock, suffix).CreateAsync();
        var isFailing = true;
        using var transport = new FaultInjectingTransport(number => isFailing ? plan(number) : null);
        var options = new TableClientOptions { Transport = transport.ToTransport() };
        (options.Retry.MaxRetries, options.Retry.Mode, options.Retry.Delay, options.Retry.MaxDelay) = (maxRetries, RetryMode.Fixed, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        var tables = new TableServiceClient(azurite.ConnectionString, options);

        var scenario = new RumScenario(() => tables, clock, context, suffix);
        for (var i = 0; i < 3; i++) await scenario.AppendAsync(i % 2);
        await scenario.RollUpAsync();
        clock.Advance(TimeSpan.FromHours(4));
        await scenario.AppendAsync(0);
        await scenario.RollUpAsync();
        var requests = transport.Requests;
        isFailing = false;
        await scenario.FinishAsync();
        await scenario.AssertAsync();
        return requests;
    }
}
