using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>One suite on storage of its own, for all tests of a class.</summary>
public sealed class SuiteFixture : IAsyncLifetime
{
    /// <summary>Gets the storage.</summary>
    public AzuriteServer Storage { get; } = new();

    /// <summary>Gets the suite.</summary>
    public SuiteProcess Suite { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Storage.InitializeAsync();
        Suite = await SuiteProcess.StartAsync(Storage.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await Suite.DisposeAsync();
        await Storage.DisposeAsync();
    }

    /// <summary>Checks that nothing that was sent has harmed the suite.</summary>
    public void AssertUnharmed()
    {
        Assert.False(Suite.HasExited, Suite.Log);
        var errors = Suite.Log.Split('\n').Where(line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal));
        Assert.Empty(errors);
    }
}
