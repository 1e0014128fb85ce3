using Reliability.Functions.Http;

namespace Reliability.Functions.Tests.Http;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData(null, "text/markdown")]
    [InlineData("", "text/markdown")]
    [InlineData("*/*", "text/markdown")]
    [InlineData("text/*", "text/markdown")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/html, application/json;q=0.9, */*;q=0.8", "application/json")]
    [InlineData("text/markdown;q=0.5, application/json", "application/json")]
    [InlineData("text/markdown;q=0, */*", "application/json")]
    [InlineData("text/html", null)]
    [InlineData("application/json;q=0", null)]
    [InlineData("not a media type", "text/markdown")]
    public void Best_liked_offer_is_chosen(string? accept, string? chosen) =>
        Assert.Equal(chosen, MediaTypes.Choose(Sent.Request(accept), "text/markdown", "application/json"));

    [Fact]
    public async Task Caller_who_takes_no_offer_is_told_what_there_is()
    {
        var sent = await Sent.FromAsync(MediaTypes.NotAcceptable("text/markdown", "application/json"));

        Assert.Equal(406, sent.Status);
        Assert.Equal("urn:reliability:problem:not-acceptable", sent.Json.GetProperty("type").GetString());
        Assert.Contains("text/markdown, application/json", sent.Body, StringComparison.Ordinal);
    }
}
