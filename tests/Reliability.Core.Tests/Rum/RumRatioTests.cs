using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class RumRatioTests
{
    private static readonly DateTimeOffset Hour = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly VitalDimensions Here = new("/", DeviceKind.Mobile, ConnectionKind.FourG, "1.0");

    [Fact]
    public void Hours_are_counted_apart_and_in_order()
    {
        var counter = Counter(Select("good"), countsBad: false);
        counter.Add(Hour.AddHours(1), Here, new VitalRatingCounts(1, 0, 0));
        counter.Add(Hour, Here, new VitalRatingCounts(1, 2, 3));
        counter.Add(Hour, Here, new VitalRatingCounts(4, 0, 0));

        Assert.Equal(
            [new SliPoint(Hour, TimeSpan.FromHours(1), 5, 10), new SliPoint(Hour.AddHours(1), TimeSpan.FromHours(1), 1, 1)],
            counter.ToPoints());
    }

    [Theory]
    [InlineData("good", 5)]
    [InlineData("needs-improvement", 8)]
    [InlineData("poor", 7)]
    public void Bad_samples_are_taken_off_the_total(string rating, long good)
    {
        var counter = Counter(Select(rating), countsBad: true);
        counter.Add(Hour, Here, new VitalRatingCounts(5, 2, 3));
        Assert.Equal(good, Assert.Single(counter.ToPoints()).Good);
    }

    [Theory]
    [InlineData("page", "/", true)]
    [InlineData("page", "/other", false)]
    [InlineData("device", "mobile", true)]
    [InlineData("device", "tablet", false)]
    [InlineData("connection", "4g", true)]
    [InlineData("connection", "3g", false)]
    [InlineData("release", "1.0", true)]
    [InlineData("release", "1.1", false)]
    public void Selection_matches_each_dimension(string key, string value, bool matches) =>
        Assert.Equal(matches, Select(null, (key, value)).Matches(Here));

    [Fact]
    public void Spec_without_site_or_with_unknown_words_is_refused()
    {
        Assert.Throws<ArgumentException>(() => RumSelection.FromSpec(new Dictionary<string, string> { ["metric"] = "LCP" }));
        Assert.Throws<ArgumentException>(() => RumSelection.FromSpec(new Dictionary<string, string> { ["site"] = "shop", ["metric"] = "FPS" }));
        Assert.Throws<ArgumentException>(() => Select("fine"));
    }

    private static RumRatioCounter Counter(RumSelection part, bool countsBad) => new(new RumRatio(Select(null), part, countsBad));

    private static RumSelection Select(string? rating, params (string Key, string Value)[] only)
    {
        var spec = only.Append(("site", "shop")).Append(("metric", "LCP")).ToDictionary();
        if (rating is not null)
            spec["rating"] = rating;
        return RumSelection.FromSpec(spec);
    }
}
