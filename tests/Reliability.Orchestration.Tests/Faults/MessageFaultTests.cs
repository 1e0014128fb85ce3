namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Messages come twice, late, and in another order than they were sent in; owners are slow.</summary>
public sealed class MessageFaultTests
{
    private static int Seeds(string scenario) => Campaign.IsFull ? 2_000 : ScenarioList.Named(scenario).IsLarge ? 1 : 8;

    [Theory]
    [MemberData(nameof(SingleFaultTests.Names), MemberType = typeof(SingleFaultTests))]
    public void Messages_that_come_twice_count_once(string scenario) =>
        Campaign.RunAll(Enumerable.Range(1, Seeds(scenario)).Select(seed => new FaultCase(scenario, seed) { IsTwice = true }));

    [Theory]
    [MemberData(nameof(SingleFaultTests.Names), MemberType = typeof(SingleFaultTests))]
    public void Messages_may_be_late_and_overtake_each_other(string scenario) =>
        Campaign.RunAll(Enumerable.Range(1, Seeds(scenario)).Select(seed => new FaultCase(scenario, seed) { Slow = 5 + (seed % 30) }));

    [Theory]
    [MemberData(nameof(SingleFaultTests.Names), MemberType = typeof(SingleFaultTests))]
    public void Messages_may_be_late_and_come_twice(string scenario) =>
        Campaign.RunAll(Enumerable.Range(1, Seeds(scenario)).Select(seed => new FaultCase(scenario, seed) { Slow = 5 + (seed % 30), IsTwice = true }));
}
