using Microsoft.DurableTask;
using Reliability.Functions.Orchestrations;
using Reliability.Testing.Determinism;

namespace Reliability.Functions.Tests.Orchestrations;

public sealed class SuiteOrchestratorTests
{
    [Fact]
    public void Every_orchestrator_of_the_suite_comes_out_the_same_when_repeated()
    {
        var orchestrators = typeof(OrchestrationProbe).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(ITaskOrchestrator))).ToList();
        Assert.Contains(typeof(OrchestrationProbe), orchestrators);
        Assert.Empty(orchestrators.SelectMany(OrchestratorRules.Breaches));
    }
}
