using System.Text;
using Microsoft.Extensions.Options;
using Reliability.Functions.Slo;
using Reliability.Functions.Tests.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Slo;

public sealed class SloCorrectionCallsTests
{
    private const string Sound = """{"from":"2026-10-01T08:00:00Z","to":"2026-10-01T09:00:00Z","effect":"exclude","reason":"restart","by":"ann"}""";

    private static readonly ReliabilityConfiguration Configuration = ReliabilityConfiguration.Empty with { Slos = [SloWorld.Objective("alpha")] };

    private readonly InMemoryTables _tables = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Correction_is_stored_listed_and_taken_back_with_who_and_when()
    {
        await CreateAsync();
        var created = await PostAsync(Sound, functionKey: "secret-key");
        Assert.Equal(201, created.Status);
        var id = created.Json.GetProperty("id").GetString()!;
        Assert.Equal("ann", created.Json.GetProperty("created").GetProperty("by").GetString());
        Assert.Matches("^key-[0-9a-f]{4}$", created.Json.GetProperty("created").GetProperty("key").GetString());
        Assert.DoesNotContain("secret", created.Body, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(1));
        var revoked = await DeleteAsync(id, "bob");
        Assert.Equal(("bob", "2026-10-01T12:01:00Z"), (revoked.Json.GetProperty("revoked").GetProperty("by").GetString(), revoked.Json.GetProperty("revoked").GetProperty("at").GetString()));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(revoked.Body, (await DeleteAsync(id, "eve")).Body);

        var listed = Assert.Single((await ListAsync()).Json.GetProperty("corrections").EnumerateArray());
        Assert.Equal(revoked.Body, listed.GetRawText());
    }

    [Fact]
    public async Task Repeated_key_adds_once_and_stands_for_one_correction()
    {
        await CreateAsync();
        var first = await PostAsync(Sound, key: "k1");
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = await PostAsync(Sound, key: "k1");
        var other = await PostAsync(Sound.Replace("restart", "move", StringComparison.Ordinal), key: "k1");

        Assert.Equal((201, 200, 422), (first.Status, second.Status, other.Status));
        Assert.Equal(first.Body, second.Body);
        Assert.Single((await ListAsync()).Json.GetProperty("corrections").EnumerateArray());
        Assert.Equal(201, (await PostAsync(Sound)).Status);
        Assert.Equal(2, (await ListAsync()).Json.GetProperty("corrections").GetArrayLength());
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        await CreateAsync();
        var sent = await PostAsync("""{"from":"yesterday","to":"2028-10-01T09:00:00Z","effect":"skip","reason":" ","by":"","extra":1}""");
        Assert.Equal(400, sent.Status);
        Assert.Equal("urn:reliability:problem:bad-correction", sent.Json.GetProperty("type").GetString());
        Assert.Equal(
            ["by", "effect", "extra", "from", "reason", "to"],
            sent.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("2026-10-01T08:00:00Z", "2026-10-01T08:00:00Z", "to")]
    [InlineData("2026-10-01T08:00:00Z", "2026-11-01T08:00:01Z", "to")]
    [InlineData("2025-08-27T11:59:59Z", "2025-08-27T13:00:00Z", "from")]
    [InlineData("2027-10-01T12:00:00Z", "2027-10-02T12:00:01Z", "to")]
    [InlineData("2026-10-01T08:00:00Z", "2026-11-01T08:00:00Z", null)]
    [InlineData("2025-08-27T12:00:00Z", "2025-08-27T13:00:00Z", null)]
    [InlineData("2027-10-01T12:00:00Z", "2027-10-02T12:00:00Z", null)]
    public async Task Time_has_limits(string from, string to, string? wrong)
    {
        await CreateAsync();
        var sent = await PostAsync($$"""{"from":"{{from}}","to":"{{to}}","effect":"good","reason":"r"}""");
        Assert.Equal(wrong is null ? 201 : 400, sent.Status);
        if (wrong is not null)
            Assert.Equal(wrong, Assert.Single(sent.Json.GetProperty("errors").EnumerateArray()).GetProperty("path").GetString());
    }

    [Fact]
    public async Task Number_of_corrections_is_bounded()
    {
        await CreateAsync();
        var options = new SloCorrectionOptions { MaxPerObjective = 2 };
        Assert.Equal(201, (await PostAsync(Sound, "k1", options: options)).Status);
        Assert.Equal(201, (await PostAsync(Sound, "k2", options: options)).Status);
        Assert.Equal(409, (await PostAsync(Sound, "k3", options: options)).Status);
        Assert.Equal(200, (await PostAsync(Sound, "k2", options: options)).Status);
    }

    [Fact]
    public async Task Unknown_objective_and_correction_are_problems_of_their_own()
    {
        await CreateAsync();
        Assert.Equal("urn:reliability:problem:unknown-slo", (await PostAsync(Sound, slo: "beta")).Json.GetProperty("type").GetString());
        Assert.Equal("urn:reliability:problem:unknown-correction", (await DeleteAsync("nothing", null)).Json.GetProperty("type").GetString());
        Assert.Equal(413, (await PostAsync(new string(' ', PostSloCorrection.MaxBytes + 1))).Status);
        Assert.Equal(400, (await PostAsync("{")).Status);
    }

    [Fact]
    public async Task Store_that_fails_answers_nothing_that_is_not_so()
    {
        await CreateAsync();
        _tables.FailWhen(operation => operation.Kind == TableOperationKind.Add ? FaultKind.Before : null);
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => PostAsync(Sound, key: "k1"));
        _tables.StopFailing();

        Assert.Empty((await ListAsync()).Json.GetProperty("corrections").EnumerateArray());
        Assert.Equal(201, (await PostAsync(Sound, key: "k1")).Status);
    }

    private SloCorrectionTable Table => new(_tables);

    private async Task CreateAsync() => await _tables.GetTableClient(SloCorrectionTable.TableName).CreateAsync();

    private async Task<Sent> PostAsync(string body, string? key = null, string? functionKey = null, string slo = "alpha", SloCorrectionOptions? options = null)
    {
        var request = Sent.Request();
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        if (key is not null)
            request.Headers["Idempotency-Key"] = key;
        if (functionKey is not null)
            request.Headers["x-functions-key"] = functionKey;
        var call = new PostSloCorrection(Configuration, Table, Options.Create(options ?? new SloCorrectionOptions()), Options.Create(new SloHistoryOptions()), _time);
        return await Sent.FromAsync(await call.RunAsync(request, slo, CancellationToken.None));
    }

    private async Task<Sent> ListAsync() =>
        await Sent.FromAsync(await new GetSloCorrections(Configuration, Table).RunAsync(Sent.Request(), "alpha", CancellationToken.None));

    private async Task<Sent> DeleteAsync(string id, string? by)
    {
        var request = Sent.Request();
        request.QueryString = new Microsoft.AspNetCore.Http.QueryString(by is null ? "" : $"?by={by}");
        return await Sent.FromAsync(await new DeleteSloCorrection(Configuration, Table, _time).RunAsync(request, "alpha", id, CancellationToken.None));
    }
}
