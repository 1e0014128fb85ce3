using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

/// <summary>The tests that share one emulator.</summary>
[CollectionDefinition(Name)]
public sealed class WithAzurite : ICollectionFixture<AzuriteServer>
{
    public const string Name = "Azurite";
}
