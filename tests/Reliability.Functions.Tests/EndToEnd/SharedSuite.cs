namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>One suite for all classes whose tests leave it as good as new: they look at what they sent themselves, one test at a time.</summary>
[CollectionDefinition(Name)]
public sealed class SharedSuite : ICollectionFixture<SuiteFixture>
{
    public const string Name = "shared suite";
}
