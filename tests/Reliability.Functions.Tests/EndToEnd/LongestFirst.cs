using Reliability.Functions.Tests.EndToEnd.Senders;
using Reliability.Functions.Tests.Slo;
using Xunit.Abstractions;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Starts what takes long before the rest, and what waits for full minutes beside what works, so that no processor idles at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        EmptyStorage.Name, nameof(StorageFaultTests), nameof(PrometheusTests), nameof(RealSenderTests), nameof(FreshnessTests),
        nameof(BrowserTests), WithAzurite.Name, SharedSuite.Name, nameof(IntakeRulesTests),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(Rank).ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);

    private static int Rank(ITestCollection collection)
    {
        var rank = Array.FindIndex(Long, name => collection.DisplayName == name || collection.DisplayName.EndsWith($".{name}", StringComparison.Ordinal));
        return rank < 0 ? Long.Length : rank;
    }
}
