namespace Reliability.Orchestration.Tests.Testing;

/// <summary>What the run of the tests is asked for.</summary>
internal static class TestRun
{
    /// <summary>Gets whether the long campaigns run: <c>./test.sh --full</c>.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("RELIABILITY_TEST_FULL") == "1";

    /// <summary>Gets the seed of a campaign: the clock's, or the one to repeat.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("RELIABILITY_TEST_SEED"), out var seed) ? seed : Environment.TickCount;
}
