namespace Reliability.Orchestration.Tests.Faults;

/// <summary>The clocks of workers and clients are off.</summary>
public sealed class ClockFaultTests
{
    public static TheoryData<string> Names => [.. ScenarioList.All.Where(scenario => !scenario.IsLarge).Select(scenario => scenario.Name)];

    // The two workers are ten minutes apart: a timer by the wrong clock would fire at once, or after all patience.
    [Theory]
    [MemberData(nameof(Names))]
    public void Clocks_that_are_five_minutes_off_change_nothing(string scenario) =>
        Campaign.RunAll(Enumerable.Range(1, Campaign.IsFull ? 200 : 10).Select(seed => new FaultCase(scenario, seed) { Skew = seed % 2 == 0 ? 5 : -5 }));

    [Theory]
    [InlineData("timers", 5)]
    [InlineData("timers", -5)]
    [InlineData("delayed-start", 5)]
    [InlineData("delayed-start", -5)]
    public void Owners_that_take_over_with_clocks_that_are_off_change_nothing(string scenario, int minutes)
    {
        var one = new FaultCase(scenario) { Skew = minutes };
        Campaign.RunAll(Campaign.Everywhere(one, 1, Campaign.Run(one), [Mishap.CrashBefore, Mishap.CrashAfter, Mishap.Freeze, Mishap.Theft]));
    }
}
