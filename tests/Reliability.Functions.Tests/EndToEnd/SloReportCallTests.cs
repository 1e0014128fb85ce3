using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Tables;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Reports, history, budgets, corrections and exposition of an objective on stored web vitals, over HTTP.</summary>
[Collection(EmptyStorage.Name)]
public sealed class SloReportCallTests(AzuriteServer storage) : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    // Whole hours of yesterday, so that neither the running hour nor midnight matter.
    private static readonly DateTimeOffset Noon = new DateTimeOffset(DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().Date, DateTimeKind.Utc)).AddHours(-12);

    private readonly string _configuration = Directory.CreateTempSubdirectory("slo-report-").FullName;

    [Fact]
    public async Task Objective_is_reported_corrected_and_exposed()
    {
        await storage.ClearAsync();
        Directory.CreateDirectory(Path.Combine(_configuration, "slos"));
        var shipped = Path.Combine(RepositoryRoot.Path, "src", "Reliability.Functions", "config");
        foreach (var file in new[] { "sites.yaml", "slos/shop-lcp.yaml" })
            File.Copy(Path.Combine(shipped, file), Path.Combine(_configuration, file));
        await File.WriteAllTextAsync(Path.Combine(_configuration, "slos", "maintenance.yaml"), $$"""
            windows:
              - { name: move, effect: exclude, slos: [shop-lcp], from: {{Noon.AddHours(3):yyyy-MM-ddTHH:mm:ssZ}}, to: {{Noon.AddHours(4):yyyy-MM-ddTHH:mm:ssZ}} }
            """);
        // Before the first evaluation, which remembers past hours for a while.
        await new TableClient(storage.ConnectionString, TableNames.RumCells).CreateIfNotExistsAsync();
        await AddAsync(Noon, 1_000, 1_000, 1_000, 9_000);
        await AddAsync(Noon.AddHours(2), 1_000, 9_000, 9_000, 9_000);
        await AddAsync(Noon.AddHours(3), 9_000, 9_000, 9_000, 9_000);

        // Recording every minute, as the test asks again within the quarter of an hour.
        await using var suite = await SuiteProcess.StartAsync(
            storage.ConnectionString, _configuration, new Dictionary<string, string> { ["Reliability__SloHistory__RecordEveryMinutes"] = "1" });

        var status = await EvaluatedAsync(suite, json => json.GetProperty("total").GetDecimal() == 8m);
        Assert.Equal("violated", status.GetProperty("status").GetString());
        await ReportedAsync(suite);
        await CorrectedAsync(suite);
        await ExposedAsync(suite);
        Assert.DoesNotContain("fail:", suite.Log, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_configuration, recursive: true);

    private static async Task ReportedAsync(SuiteProcess suite)
    {
        // Recorded after the status is stored.
        var (budget, _) = await Eventually.AsksAsync(
            () => suite.GetJsonAsync("api/slos/shop-lcp/budget"), answer => answer.GetProperty("worstHours").GetArrayLength() > 0, Within, () => suite.Log);
        var worst = budget.GetProperty("worstHours")[0];
        Assert.Equal(Noon.AddHours(2), worst.GetProperty("start").GetDateTimeOffset());
        Assert.Equal(0.75m, worst.GetProperty("share").GetDecimal());
        Assert.Equal("/checkout", worst.GetProperty("circumstances")[0].GetProperty("text").GetString());

        var history = await suite.GetJsonAsync("api/slos/shop-lcp/history");
        var day = history.GetProperty("days").EnumerateArray().Single(day => day.GetProperty("total").GetDecimal() > 0m);
        Assert.Equal((4m, 8m, false), (day.GetProperty("good").GetDecimal(), day.GetProperty("total").GetDecimal(), day.GetProperty("isMet").GetBoolean()));
        Assert.StartsWith("c", day.GetProperty("correctionsVersion").GetString(), StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, "api/slos/report");
        request.Headers.Add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        using var page = await suite.Client.SendAsync(request);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal(ReportStyle.ContentSecurityPolicy, Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        Assert.Contains("/checkout", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task CorrectedAsync(SuiteProcess suite)
    {
        var body = $$"""{"from":"{{Noon.AddHours(2):O}}","to":"{{Noon.AddHours(3):O}}","effect":"good","reason":"load test","by":"ann"}""";
        var created = await CorrectAsync(suite, body);
        var again = await CorrectAsync(suite, body);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.Status, again.Status));
        Assert.Equal(created.Body, again.Body);
        Assert.Equal(HttpStatusCode.BadRequest, (await CorrectAsync(suite, "{}", "other")).Status);

        var healthy = await EvaluatedAsync(suite, json => json.GetProperty("good").GetDecimal() == 7m);
        Assert.Equal(8m, healthy.GetProperty("total").GetDecimal());
        var id = JsonDocument.Parse(created.Body).RootElement.GetProperty("id").GetString();
        using var revoked = await suite.Client.DeleteAsync(new Uri($"api/slos/shop-lcp/corrections/{id}?by=bob", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        await EvaluatedAsync(suite, json => json.GetProperty("good").GetDecimal() == 4m);

        var listed = await suite.GetJsonAsync("api/slos/shop-lcp/corrections");
        Assert.Equal("bob", listed.GetProperty("corrections")[0].GetProperty("revoked").GetProperty("by").GetString());
        Assert.Equal("move", listed.GetProperty("maintenance")[0].GetString());
    }

    private static async Task ExposedAsync(SuiteProcess suite)
    {
        var text = await suite.Client.GetStringAsync(new Uri("api/metrics", UriKind.Relative));
        Assert.Contains("slo_latency_ratio{slo=\"shop-lcp\",service=\"storefront\"} 0.5\n", text, StringComparison.Ordinal);
        Assert.Contains("slo_error_budget_remaining{slo=\"shop-lcp\",service=\"storefront\"} -1\n", text, StringComparison.Ordinal);
        Assert.Contains("slo_statuses_readable 1\n", text, StringComparison.Ordinal);
        Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split("# EOF").Length - 1);
        var families = text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToArray();
        Assert.Equal(families.Distinct(), families);
        await PromtoolAcceptsAsync(text);
    }

    // Only the objectives: the rest has names of OpenTelemetry that promtool would like otherwise.
    private static readonly string[] Own = ["slo_evaluations", "slo_alert_changes"];

    private static async Task PromtoolAcceptsAsync(string text)
    {
        const string Promtool = "/usr/bin/promtool";
        if (!File.Exists(Promtool)) return;
        var slos = string.Join('\n', text.Split('\n').Where(line => line.Contains("slo_", StringComparison.Ordinal) && !Own.Any(name => line.Contains(name, StringComparison.Ordinal)))) + "\n";
        using var process = Process.Start(new ProcessStartInfo(Promtool, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.StandardInput.WriteAsync(slos);
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }

    private static async Task<JsonElement> EvaluatedAsync(SuiteProcess suite, Func<JsonElement, bool> satisfies)
    {
        var (status, _) = await Eventually.AsksAsync(
            async () =>
            {
                await suite.RunTimerAsync("EvaluateSlos");
                using var response = await suite.Client.GetAsync(new Uri("api/slos/shop-lcp", UriKind.Relative));
                return response.IsSuccessStatusCode ? JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement : default;
            },
            status => status.ValueKind == JsonValueKind.Object && satisfies(status),
            Within,
            () => suite.Log);
        return status;
    }

    private static Task<Answer> CorrectAsync(SuiteProcess suite, string body, string key = "change-1")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "api/slos/shop-lcp/corrections") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        return suite.SendAsync(request);
    }

    private async Task AddAsync(DateTimeOffset hour, params double[] values)
    {
        var change = new VitalCellChange();
        foreach (var value in values)
            change.Added.Add(VitalMetric.LCP, value);
        var key = new VitalCellKey("shop", hour, VitalMetric.LCP, new VitalDimensions("/checkout", DeviceKind.Mobile, ConnectionKind.FourG, "1.0"));
        await new RumCells(new TableClient(storage.ConnectionString, TableNames.RumCells)).ApplyAsync(hour.Hour + 1, [new(key, change)], CancellationToken.None);
    }
}
