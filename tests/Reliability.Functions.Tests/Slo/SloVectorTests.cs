using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Reliability.Functions.Slo;
using Reliability.Functions.Tests.Http;
using Reliability.Integrations.Configuration;

namespace Reliability.Functions.Tests.Slo;

// Asked as anybody would, of the call itself. Expected numbers are worked out by hand, or published; agreement is to 12 digits.
public sealed class SloVectorTests
{
    private const string Rolling = """{"duration":"30d","isRolling":true}""";

    // Periods are counted from the start itself, by the clock on the wall; offsets are those of the IANA database.
    [Theory]
    [InlineData("1M", "2024-01-31 00:00:00", "UTC", "2024-03-01T00:00:00Z", "2024-02-29T00:00:00Z", "2024-03-31T00:00:00Z")]
    [InlineData("1M", "2023-01-31 00:00:00", "UTC", "2023-03-01T00:00:00Z", "2023-02-28T00:00:00Z", "2023-03-31T00:00:00Z")]
    [InlineData("1M", "2024-01-31 00:00:00", "UTC", "2024-04-30T00:00:00Z", "2024-04-30T00:00:00Z", "2024-05-31T00:00:00Z")]
    [InlineData("1M", "2024-01-31 00:00:00", "UTC", "2025-02-28T00:00:00Z", "2025-02-28T00:00:00Z", "2025-03-31T00:00:00Z")]
    [InlineData("1M", "2024-01-31 00:00:00", "UTC", "2023-12-31T00:00:00Z", "2023-12-31T00:00:00Z", "2024-01-31T00:00:00Z")]
    [InlineData("1M", "2024-01-31 00:00:00", "UTC", "2023-12-30T23:59:59Z", "2023-11-30T00:00:00Z", "2023-12-31T00:00:00Z")]
    [InlineData("1M", "2024-03-31 00:00:00", "UTC", "2024-03-01T00:00:00Z", "2024-02-29T00:00:00Z", "2024-03-31T00:00:00Z")]
    [InlineData("2M", "2023-12-31 00:00:00", "UTC", "2024-04-29T00:00:00Z", "2024-02-29T00:00:00Z", "2024-04-30T00:00:00Z")]
    [InlineData("1Q", "2024-11-30 00:00:00", "UTC", "2025-02-28T00:00:00Z", "2025-02-28T00:00:00Z", "2025-05-30T00:00:00Z")]
    [InlineData("1Q", "2024-01-01 00:00:00", "UTC", "2024-12-31T23:59:59Z", "2024-10-01T00:00:00Z", "2025-01-01T00:00:00Z")]
    [InlineData("1Y", "2024-02-29 00:00:00", "UTC", "2025-02-28T00:00:00Z", "2025-02-28T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("1Y", "2024-02-29 00:00:00", "UTC", "2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z", "2029-02-28T00:00:00Z")]
    [InlineData("4Y", "2024-02-29 00:00:00", "UTC", "2031-01-01T00:00:00Z", "2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z")]
    [InlineData("1d", "2026-03-01 00:00:00", "America/New_York", "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")]
    [InlineData("1d", "2026-03-01 00:00:00", "America/New_York", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    [InlineData("1w", "2026-03-02 00:00:00", "America/New_York", "2026-03-08T12:00:00Z", "2026-03-02T05:00:00Z", "2026-03-09T04:00:00Z")]
    [InlineData("1M", "2026-10-31 12:00:00", "America/New_York", "2026-11-30T16:59:59Z", "2026-10-31T16:00:00Z", "2026-11-30T17:00:00Z")]
    [InlineData("24h", "2026-03-07 12:00:00", "America/New_York", "2026-03-08T16:30:00Z", "2026-03-07T17:00:00Z", "2026-03-08T17:00:00Z")]
    [InlineData("1d", "2026-01-01 00:00:00", "Australia/Lord_Howe", "2026-10-03T14:00:00Z", "2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z")]
    [InlineData("1d", "2026-01-01 00:00:00", "Australia/Lord_Howe", "2026-04-04T14:00:00Z", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z")]
    [InlineData("1w", "2026-01-05 00:00:00", "Asia/Kolkata", "2026-02-01T00:00:00Z", "2026-01-25T18:30:00Z", "2026-02-01T18:30:00Z")]
    [InlineData("1d", "2026-01-01 00:00:00", "Pacific/Kiritimati", "2026-06-01T10:00:00Z", "2026-06-01T10:00:00Z", "2026-06-02T10:00:00Z")]
    [InlineData("1d", "2026-06-01 02:30:00", "Europe/Berlin", "2027-03-28T01:15:00Z", "2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z")]
    public async Task Period_of_the_calendar_that_holds_an_instant(string duration, string first, string zone, string now, string start, string end)
    {
        var window = $$"""{"duration":"{{duration}}","calendar":{"startTime":"{{first}}","timeZone":"{{zone}}"} }""";
        var status = await EvaluateAsync(Slo(window, "Occurrences", """{"target":0.99}"""), now, "\"series\":[]");

        Assert.Equal((start, end), (status.GetProperty("windowStart").GetString(), status.GetProperty("windowEnd").GetString()));
        var minutes = (DateTimeOffset.Parse(end, CultureInfo.InvariantCulture) - DateTimeOffset.Parse(start, CultureInfo.InvariantCulture)).TotalMinutes;
        Close(0.01 * minutes, Budget(status).GetProperty("minutes").GetProperty("total"));
    }

    [Theory]
    [InlineData("0.99", 100, 50, 0.5, -49, -4_900, "violated")]
    [InlineData("0.999", 1_000_000, 1_000, 0.999, 0, 0, "critical")]
    [InlineData("0.999", 7_200, 1, 0.99986111111111111, 6.2, 86.1111111111111111, "healthy")]
    [InlineData("0.9995", 10_000, 4, 0.9996, 1, 20, "healthy")]
    [InlineData("0.9995", 100_000, 41, 0.99959, 9, 18, "at-risk")]
    [InlineData("0.9995", 100_000, 48, 0.99952, 2, 4, "critical")]
    [InlineData("0", 10, 10, 0, 0, 0, "critical")]
    [InlineData("0", 10, 1, 0.9, 9, 90, "healthy")]
    [InlineData("0.00001", 10, 10, 0, -0.0001, -0.00100001000010000100, "violated")]
    [InlineData("0.95", 336_000, 3_360, 0.99, 13_440, 80, "healthy")]
    public async Task Budget_of_events(string target, int total, int bad, double sli, double remaining, double percent, string health)
    {
        var status = await EvaluateAsync(Slo(Rolling, "Occurrences", $$"""{"target":{{target}}}"""), "2026-10-01T12:00:00Z", $"\"series\":{Series("2026-09-20T00:00:00Z", 3_600, total - bad, total)}");

        Close(sli, status.GetProperty("sli"));
        Close(remaining, Budget(status).GetProperty("remaining"));
        Close(percent, Budget(status).GetProperty("remainingPercent"));
        Assert.Equal(health, status.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("", 100.0)]
    [InlineData("slots:60s", 1.66666666666666667)]
    [InlineData("slots:1h", 100.0)]
    [InlineData("slots:5m", 8.33333333333333333)]
    [InlineData("min-events:1", 100.0)]
    [InlineData("min-events:2", null)]
    public async Task One_bad_event_of_one_in_an_hour_burns_as_the_policy_for_low_traffic_says(string policy, double? rate)
    {
        var status = await EvaluateAsync(
            Slo(Rolling, "Occurrences", """{"target":0.99}""", policy.Length == 0 ? "" : $"\"reliability/low-traffic\":\"{policy}\""),
            "2026-10-01T12:00:00Z",
            $"\"series\":{Series("2026-10-01T11:30:00Z", 60, 0, 1)}");
        Rate(rate, status, "1h");
    }

    [Theory]
    [InlineData("exclude", null)]
    [InlineData("no-data", null)]
    [InlineData("good", 0.0)]
    [InlineData("bad", 100.0)]
    public async Task Too_few_events_are_what_the_policy_for_no_data_says(string policy, double? rate)
    {
        var status = await EvaluateAsync(
            Slo(Rolling, "Occurrences", """{"target":0.99}""", $"\"reliability/low-traffic\":\"min-events:2\",\"reliability/no-data\":\"{policy}\""),
            "2026-10-01T12:00:00Z",
            $"\"series\":{Series("2026-10-01T11:30:00Z", 60, 0, 1)}");
        Rate(rate, status, "1h");
    }

    [Fact]
    public async Task Quiet_hour_counts_by_its_share_of_the_usual_traffic()
    {
        var series = $"[{Point("2026-09-10T00:00:00Z", 60, 71_900, 71_900)},{Point("2026-10-01T11:30:00Z", 60, 9, 10)}]";
        var status = await EvaluateAsync(
            Slo(Rolling, "Occurrences", """{"target":0.99}""", "\"reliability/low-traffic\":\"volume-corrected\""), "2026-10-01T12:00:00Z", $"\"series\":{series}");

        // 0.1 x 10 / (71,910 / 720) / 0.01
        Rate(720.0 / 719.1, status, "1h");
        Rate(10.0, await EvaluateAsync(Slo(Rolling, "Occurrences", """{"target":0.99}"""), "2026-10-01T12:00:00Z", $"\"series\":{series}"), "1h");
    }

    [Fact]
    public async Task Composite_of_events_burns_at_the_sum_of_its_members_by_weight()
    {
        var status = await EvaluateAsync(
            Slo(Rolling, "Occurrences", """{"target":0.9,"indicatorRef":"a"},{"target":0.99,"indicatorRef":"b","compositeWeight":2}""", indicator: ""),
            "2026-10-01T12:00:00Z",
            $"\"members\":{{\"a\":{Series("2026-10-01T11:00:00Z", 60, 95, 100)},\"b\":{Series("2026-10-01T11:00:00Z", 60, 996, 1_000)}}}");

        // 0.05 / 0.1 + 2 x 0.004 / 0.01 = 1.3
        Close(0.987, status.GetProperty("sli"));
        Close(-30, Budget(status).GetProperty("remainingPercent"));
        Rate(1.3, status, "1h");
    }

    [Theory]
    [InlineData("Timeslices", ",\"timeSliceTarget\":0.9", 0.5)]
    [InlineData("RatioTimeslices", "", 0.85)]
    public async Task Composite_of_slices_is_bad_where_any_member_is_or_misses_what_all_miss(string method, string extra, double sli)
    {
        var slices = $"{{\"target\":0.5,\"timeSliceWindow\":\"1h\"{extra},\"indicatorRef\":";
        var status = await EvaluateAsync(
            Slo(Rolling, method, $"{slices}\"a\"}},{slices}\"b\"}}", indicator: ""),
            "2026-10-01T12:00:00Z",
            $"\"members\":{{\"a\":[{Point("2026-10-01T10:00:00Z", 3_600, 95, 100)},{Point("2026-10-01T11:00:00Z", 3_600, 100, 100)}],\"b\":[{Point("2026-10-01T10:00:00Z", 3_600, 95, 100)},{Point("2026-10-01T11:00:00Z", 3_600, 80, 100)}]}}");
        Close(sli, status.GetProperty("sli"));
    }

    [Theory]
    [InlineData("exclude", 60.0 / 8_640)]
    [InlineData("good", 60.0 / 10_080)]
    public async Task Hour_down_in_a_week_of_which_a_day_is_corrected(string effect, double share)
    {
        var minutes = string.Join(',', Enumerable.Range(0, 7 * 24).Select(hour =>
            Point(new DateTimeOffset(2026, 9, 24, 12, 0, 0, TimeSpan.Zero).AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), 3_600, hour == 100 ? 0 : 100, 100)));
        var status = await EvaluateAsync(
            Slo("""{"duration":"1w","isRolling":true}""", "RatioTimeslices", """{"target":0.9,"timeSliceWindow":"1h"}"""),
            "2026-10-01T12:00:00Z",
            $"\"series\":[{minutes}],\"corrections\":[{{\"from\":\"2026-09-25T00:00:00Z\",\"to\":\"2026-09-26T00:00:00Z\",\"effect\":\"{effect}\"}}]");
        Close(1 - share, status.GetProperty("sli"));
    }

    [Fact]
    public async Task Target_of_one_has_finite_rates()
    {
        var status = await EvaluateAsync(Slo(Rolling, "Occurrences", """{"target":1}"""), "2026-10-01T12:00:00Z", $"\"series\":{Series("2026-10-01T11:30:00Z", 60, 999, 1_000)}");

        Rate(1_000_000, status, "1h");
        Close(-1, Budget(status).GetProperty("remaining"));
        Assert.Equal("violated", status.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("30d", "14.4 6 3 1")]
    [InlineData("28d", "13.44 5.6 2.8 0.93333333333333333")]
    [InlineData("4w", "13.44 5.6 2.8 0.93333333333333333")]
    [InlineData("7d", "3.36 1.4 0.7 0.23333333333333333")]
    [InlineData("90d", "43.2 18 9 3")]
    [InlineData("1Q", "43.2 18 9 3")]
    [InlineData("42d", "20.16 8.4 4.2 1.4")]
    public async Task Factors_keep_the_share_of_the_budget(string window, string factors)
    {
        var status = await EvaluateAsync(Slo($$"""{"duration":"{{window}}","isRolling":true}""", "Occurrences", """{"target":0.999}"""), "2026-10-01T12:00:00Z", "\"series\":[]");
        Assert.All(factors.Split(' ').Zip(status.GetProperty("alerts").EnumerateArray()), pair =>
            Close(double.Parse(pair.First, CultureInfo.InvariantCulture), pair.Second.GetProperty("factor")));
    }

    [Theory]
    [InlineData("gt", 5, false)]
    [InlineData("gte", 5, true)]
    [InlineData("lte", 5, true)]
    [InlineData("lt", 5, false)]
    [InlineData("lt", 6, true)]
    public async Task Alert_policy_is_judged_on_its_one_window(string comparison, int threshold, bool isFiring)
    {
        var policy = $$"""
            {"kind":"AlertPolicy","metadata":{"name":"fast"},"spec":{"conditions":[{"kind":"AlertCondition","metadata":{"name":"burn"},"spec":
            {"severity":"sev2","condition":{"kind":"burnrate","op":"{{comparison}}","threshold":{{threshold}},"lookbackWindow":"2h"} } }],
            "notificationTargets":[{"kind":"AlertNotificationTarget","metadata":{"name":"me"},"spec":{"target":"email"} }]} }
            """;
        var status = await EvaluateAsync(
            Slo(Rolling, "Occurrences", """{"target":0.9}""", alertPolicies: policy), "2026-10-01T12:00:00Z", $"\"series\":{Series("2026-10-01T11:30:00Z", 60, 50, 100)}");

        var alert = status.GetProperty("alerts")[4];
        Assert.Equal((isFiring, "fast", "sev2", comparison, "2h"), (
            alert.GetProperty("firing").GetBoolean(),
            alert.GetProperty("policy").GetString(),
            alert.GetProperty("severity").GetString(),
            alert.GetProperty("comparison").GetString(),
            alert.GetProperty("longWindow").GetString()));
        Close(5, alert.GetProperty("longRate"));
    }

    private static JsonElement Budget(JsonElement status) => status.GetProperty("errorBudget");

    private static string Slo(string window, string method, string objectives, string annotations = "", string indicator = "\"indicatorRef\":\"good\",", string alertPolicies = "") => $$"""
        {"apiVersion":"openslo/v1","kind":"SLO","metadata":{"name":"web","annotations":{ {{annotations}} } },"spec":{"service":"shop",{{indicator}}
        "timeWindow":[{{window}}],"budgetingMethod":"{{method}}","objectives":[{{objectives}}],"alertPolicies":[{{alertPolicies}}]} }
        """;

    private static string Series(string start, int seconds, int good, int total) => $"[{Point(start, seconds, good, total)}]";

    private static string Point(string start, int seconds, int good, int total) =>
        $$"""{"start":"{{start}}","durationSeconds":{{seconds}},"good":{{good}},"total":{{total}}}""";

    private static void Close(double expected, JsonElement actual) =>
        Assert.InRange(actual.GetDouble(), expected - Math.Abs(expected) * 1e-12, expected + Math.Abs(expected) * 1e-12);

    private static void Rate(double? expected, JsonElement status, string window)
    {
        var rate = status.GetProperty("burnRates").EnumerateArray().Single(each => each.GetProperty("window").GetString() == window).GetProperty("rate");
        if (expected is { } value)
            Close(value, rate);
        else
            Assert.Equal(JsonValueKind.Null, rate.ValueKind);
    }

    private static async Task<JsonElement> EvaluateAsync(string slo, string now, string counts)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"slo":{{slo}},"now":"{{now}}",{{counts}}}"""));
        var sent = await Sent.FromAsync(
            await new PostSloEvaluation(ReliabilityConfiguration.Empty, Options.Create(new SloOptions())).RunAsync(request, CancellationToken.None));
        Assert.True(sent.Status == 200, sent.Body);
        return sent.Json;
    }
}
