namespace Reliability.Orchestration.Tests.Faults;

/// <summary>One thing goes wrong.</summary>
public sealed class SingleFaultTests
{
    public static TheoryData<string> Names => [.. ScenarioList.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_fault_at_every_operation_leaves_the_end_as_it_was_meant(string scenario)
    {
        var one = new FaultCase(scenario);
        Campaign.RunAll(Campaign.Everywhere(one, 1, Campaign.Run(one), Campaign.KindsOf(scenario)));
    }
}
