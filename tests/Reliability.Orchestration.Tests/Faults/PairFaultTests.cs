namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Two things go wrong, the second perhaps while the first is mended.</summary>
public sealed class PairFaultTests
{
    private const int Sample = 20;

    // One of each kind of consequence; the others differ from these only in how the caller is told.
    private static readonly Mishap[] Kinds = [Mishap.AfterAppliedNoReply, Mishap.CrashBefore, Mishap.CrashAfter, Mishap.Slow, Mishap.Theft];

    [Theory]
    [MemberData(nameof(SingleFaultTests.Names), MemberType = typeof(SingleFaultTests))]
    public void Two_faults_leave_the_end_as_it_was_meant(string scenario)
    {
        var one = new FaultCase(scenario);
        var kinds = Campaign.IsFull && ScenarioList.Named(scenario).IsShort ? Enum.GetValues<Mishap>() : Kinds;
        var firsts = Some(Campaign.Everywhere(one, 1, Campaign.Run(one), kinds), ScenarioList.Named(scenario), seed: 1);

        // How many operations there are depends on the first fault, whose mending must be disturbed too.
        var pairs = Campaign.RunAll(firsts).SelectMany(first => Campaign.Everywhere(first.Case, first.Case.Faults[0].Operation + 1, first.Operations, kinds));
        Campaign.RunAll(Some(pairs.OrderBy(pair => pair.ToString(), StringComparer.Ordinal), ScenarioList.Named(scenario), seed: 2));
    }

    [Fact]
    public void Any_number_of_faults_leaves_the_end_as_it_was_meant()
    {
        var first = Random.Shared.Next();
        Campaign.RunAll(Enumerable.Range(first, Campaign.IsFull ? 20_000 : 150).Select(AtRandom));
    }

    private static FaultCase AtRandom(int seed)
    {
        var random = new Random(seed);
        var scenarios = ScenarioList.All.Where(scenario => Campaign.IsFull || !scenario.IsLarge).ToList();
        var one = new FaultCase(scenarios[random.Next(scenarios.Count)].Name, seed)
        {
            Skew = random.Next(-5, 6),
            IsTwice = random.Next(2) == 0,
            Slow = random.Next(2) * random.Next(20),
        };
        for (var faults = random.Next(1, 6); faults > 0; faults--) one = one.With((Mishap)random.Next(Enum.GetValues<Mishap>().Length), random.Next(1, 150));
        return one with { Faults = [.. one.Faults.DistinctBy(fault => fault.Operation)] };
    }

    private static IEnumerable<FaultCase> Some(IEnumerable<FaultCase> cases, Scenario scenario, int seed)
    {
        if (Campaign.IsFull) return cases;
        var all = cases.ToArray();
        new Random(seed).Shuffle(all);
        return all.Take(scenario.IsLarge ? 1 : Sample);
    }
}
