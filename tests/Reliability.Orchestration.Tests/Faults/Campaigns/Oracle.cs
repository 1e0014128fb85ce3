namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Judges a world at its end.</summary>
internal static class Oracle
{
    /// <summary>Requires that all came about that was intended, and nothing else.</summary>
    public static void Judge(World world, Scenario scenario)
    {
        Assert.True(world.Ledger.Violations.Count == 0, string.Join(' ', world.Ledger.Violations));
        foreach (var instance in world.Ledger.Instances)
        {
            var end = $"{instance.Status} {instance.End?.Output}".TrimEnd();
            var isMeant = scenario.Ends.TryGetValue(instance.InstanceId, out var expected) ? end == expected : instance.Status == "Completed";
            Assert.True(isMeant, $"Instance {instance.InstanceId} is {end} ({instance.End?.Failure?.ErrorMessage}), not {expected ?? "Completed"}.");
        }

        foreach (var id in scenario.Ends.Keys) Assert.True(world.Ledger.Instance(id) is not null, $"Instance {id} is lost.");
        foreach (var (label, count) in scenario.Effects)
            Assert.True(world.Effects.Count(label) == count, $"Effect '{label}' occurred with {world.Effects.Count(label)} tokens, not {count}.");
        Assert.True(scenario.OneOf.Count == 0 || scenario.OneOf.Sum(world.Effects.Count) == 1, "Not exactly one of the effects occurred that exclude each other.");
        foreach (var (label, most) in scenario.Perhaps)
            Assert.True(world.Effects.Count(label) <= most, $"Effect '{label}' occurred with {world.Effects.Count(label)} tokens, more than {most}.");
        var unmeant = world.Effects.Labels.Except(scenario.Effects.Keys).Except(scenario.OneOf).Except(scenario.Perhaps.Keys).ToList();
        Assert.True(unmeant.Count == 0, $"Effects occurred that were not meant: {string.Join(", ", unmeant)}.");
        scenario.Check(world);
    }
}
