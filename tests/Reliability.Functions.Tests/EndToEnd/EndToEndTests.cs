using Reliability.Testing;

// More than processors: many tests wait for a browser, a timer or a full minute.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer("Reliability.Functions.Tests.EndToEnd.LongestFirst", "Reliability.Functions.Tests")]

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Tests of the built program under load. They measure time, so they run alone, one after the other, each on empty storage.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EndToEndTests : ICollectionFixture<AzuriteServer>
{
    public const string Name = "end to end";

    /// <summary>Gets whether the long campaigns run: <c>./test.sh --full</c>.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("RELIABILITY_TEST_FULL") == "1";

    /// <summary>Gets the seed of a campaign: the clock's, or the one to repeat.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("RELIABILITY_TEST_SEED"), out var seed) ? seed : Environment.TickCount;
}
