using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Tests that start suites of their own on storage that is empty at first: one after the other on one emulator, which each clears.</summary>
[CollectionDefinition(Name)]
public sealed class EmptyStorage : ICollectionFixture<AzuriteServer>
{
    public const string Name = "empty storage";
}
