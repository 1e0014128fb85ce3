using Reliability.Functions.Http;

namespace Reliability.Functions.Tests.Http;

public sealed class ProblemTests
{
    [Fact]
    public async Task Problem_is_written_as_rfc_9457_json()
    {
        var sent = await Sent.FromAsync(Problem.Create(
            404, "urn:reliability:problem:unknown-site", "Unknown site", "There is no site 'shop'."));

        Assert.Equal(404, sent.Status);
        Assert.Equal("application/problem+json", sent.ContentType);
        Assert.Equal("urn:reliability:problem:unknown-site", sent.Json.GetProperty("type").GetString());
        Assert.Equal("Unknown site", sent.Json.GetProperty("title").GetString());
        Assert.Equal(404, sent.Json.GetProperty("status").GetInt32());
        Assert.Equal("There is no site 'shop'.", sent.Json.GetProperty("detail").GetString());
        Assert.False(sent.Json.TryGetProperty("errors", out _));
        Assert.False(sent.Headers.ContainsKey("Retry-After"));
    }

    [Fact]
    public async Task Input_errors_name_path_and_message()
    {
        var sent = await Sent.FromAsync(Problem.Create(
            400, "urn:reliability:problem:invalid-input", "Invalid input", errors: [new InputError("values[3]", "must be a number")]));

        var error = Assert.Single(sent.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal("values[3]", error.GetProperty("path").GetString());
        Assert.Equal("must be a number", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Retry_delay_is_sent_as_a_header()
    {
        var sent = await Sent.FromAsync(Problem.Create(
            503, "urn:reliability:problem:storage-unavailable", "Storage unavailable", retryAfterSeconds: 5));

        Assert.Equal("5", sent.Headers.RetryAfter.ToString());
    }

    [Theory]
    [InlineData(399)]
    [InlineData(600)]
    public void Status_outside_the_error_range_is_a_bug(int status) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Problem.Create(status, "urn:reliability:problem:x", "X"));

    [Fact]
    public void Negative_retry_delay_is_a_bug() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Problem.Create(503, "urn:reliability:problem:x", "X", retryAfterSeconds: -1));

    [Fact]
    public void Type_outside_the_suite_is_a_bug() => Assert.Throws<ArgumentException>(
        () => Problem.Create(400, "about:blank", "X"));
}
