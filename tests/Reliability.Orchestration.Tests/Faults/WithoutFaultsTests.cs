using Xunit.Abstractions;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Nothing goes wrong.</summary>
public sealed class WithoutFaultsTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. ScenarioList.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_ends_as_it_was_meant_in_whatever_order_its_workers_run(string scenario)
    {
        var ended = Campaign.RunAll(Enumerable.Range(1, Campaign.IsFull ? 200 : 4).Select(seed => new FaultCase(scenario, seed)));
        output.WriteLine($"{ended.Min(one => one.Operations)} to {ended.Max(one => one.Operations)} operations");
    }

    [Theory]
    [InlineData("rewind seed=7 skew=5 twice slow=10 CrashAfter@31 Slow@40")]
    [InlineData("sequence seed=1")]
    public void The_text_of_a_case_is_enough_to_run_it_again(string text) => Assert.Equal(text, FaultCase.Parse(text).ToString());

    [Fact]
    public void A_case_runs_the_same_whenever_it_is_run()
    {
        var one = FaultCase.Parse("children seed=3 skew=5 twice slow=10 CrashAfter@31");
        Assert.Equal(Campaign.Run(one), Campaign.Run(one));
    }
}
