using Functions.Worker.SampleApp;
using Microsoft.Azure.Functions.Worker.Standalone;

namespace Functions.Worker.Tests.Discovery;

public sealed class AppAssembliesTests
{
    [Fact]
    public void Functions_are_looked_for_in_the_app_and_in_what_it_references()
    {
        Type[] types = [.. AppAssemblies.Types("Functions.Worker.Tests")];
        Assert.Contains(typeof(AppAssembliesTests), types);
        Assert.Contains(typeof(SampleFunctions), types);
        Assert.DoesNotContain(typeof(Xunit.Assert), types);
    }
}
