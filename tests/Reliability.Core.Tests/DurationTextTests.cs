namespace Reliability.Core.Tests;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7_200)]
    [InlineData("7d", 604_800)]
    [InlineData("36500d", 3_153_600_000)]
    public void Duration_is_read(string text, long seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("5")]
    [InlineData("5 m")]
    [InlineData("+5m")]
    [InlineData("1.5h")]
    [InlineData("1w")]
    [InlineData("1M")]
    [InlineData("36501d")]
    [InlineData("99999999999d")]
    public void Other_text_is_no_duration(string? text) => Assert.False(DurationText.TryParse(text, out _));

    // The values of OpenSLO/go-sdk.
    [Theory]
    [InlineData("10m", 600)]
    [InlineData("5h", 18_000)]
    [InlineData("2d", 172_800)]
    [InlineData("1w", 604_800)]
    [InlineData("3M", 90L * 86_400)]
    [InlineData("1Q", 90L * 86_400)]
    [InlineData("1Y", 365L * 86_400)]
    public void OpenSlo_duration_is_read(string text, long seconds)
    {
        Assert.True(DurationText.TryParseOpenSlo(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("90s")]
    [InlineData("1y")]
    [InlineData("-1m")]
    public void Other_text_is_no_OpenSlo_duration(string text) => Assert.False(DurationText.TryParseOpenSlo(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(90, "90s")]
    [InlineData(300, "5m")]
    [InlineData(3_600, "1h")]
    [InlineData(129_600, "36h")]
    [InlineData(2_419_200, "28d")]
    public void Duration_is_written_in_its_largest_whole_unit(long seconds, string text) =>
        Assert.Equal(text, DurationText.Format(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Negative_or_broken_seconds_cannot_be_written()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DurationText.Format(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DurationText.Format(TimeSpan.FromMilliseconds(1)));
    }
}
