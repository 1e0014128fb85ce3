using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables;
using Reliability.Integrations.Tables.Journals;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Sessions, errors, funnels and business events: from the journal and from back ends to the answers, over a restart.</summary>
[Collection(EmptyStorage.Name)]
public sealed class SignalsTests(AzuriteServer storage) : IDisposable
{
    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(60);
    private static readonly VitalDimensions Home = new("/", DeviceKind.Mobile, ConnectionKind.FourG, "1.0");

    // Not now: a session is one per day, and a test must not depend on when midnight is.
    private static readonly DateTimeOffset Yesterday = new DateTimeOffset(DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().Date, DateTimeKind.Utc)).AddHours(-12);

    private readonly string _configuration = Directory.CreateTempSubdirectory("signals-").FullName;

    [Fact]
    public async Task What_came_in_is_told_once_whatever_is_sent_again_and_however_often_the_suite_is_started()
    {
        await storage.ClearAsync();
        await File.WriteAllTextAsync(Path.Combine(_configuration, "sites.yaml"), """
            sites:
              - name: shop
                keys: [pk_shop_1]
                origins: ["*"]
                service: storefront
                funnels:
                  - { name: purchase, steps: [view, pay] }
            """);
        await using (var suite = await SuiteProcess.StartAsync(storage.ConnectionString, _configuration))
        {
            await AppendAsync([new VitalSample(VitalMetric.LCP, 4_100, 1, Home) { Session = 1 }], new StepEvent(Home, "view") { Session = 1, AgeSeconds = 30 }, new ErrorEvent(Home, "TypeError", "x is undefined", "") { Session = 1 });
            await SuiteMetrics.CatchUpAsync(suite, CatchUpWithin);
            var answer = await PostBusinessAsync(suite, """[{"value":12.5,"service":"storefront"},{"value":"much"},{"value":7.5}]""", "order-1");
            Assert.Equal((HttpStatusCode.Accepted, """{"accepted":2,"rejected":1,"errors":[{"index":1,"reason":"wrong-type"}]}"""), (answer.Status, answer.Body));
            await suite.KillAsync();
        }

        await using var again = await SuiteProcess.StartAsync(storage.ConnectionString, _configuration);
        Assert.Equal(HttpStatusCode.Accepted, (await PostBusinessAsync(again, """[{"value":12.5,"service":"storefront"},{"value":"much"},{"value":7.5}]""", "order-1")).Status);
        await AppendAsync([], new StepEvent(Home, "pay") { Session = 1 }, new ActivityEvent(Home, 2, 3, 0, 40) { Session = 1 });
        await SuiteMetrics.CatchUpAsync(again, CatchUpWithin);

        var time = $"?from={Yesterday:yyyy-MM-dd}";
        var session = Assert.Single((await again.GetJsonAsync($"api/rum/shop/sessions{time}")).GetProperty("sessions").EnumerateArray());
        Assert.Equal(("0000000000000001", 2, 3, 1), (session.GetProperty("id").GetString(), Number(session, "views"), Number(session, "interactions"), Number(session, "errors")));
        var error = Assert.Single((await again.GetJsonAsync($"api/rum/shop/errors{time}")).GetProperty("errors").EnumerateArray());
        Assert.Equal((1, 1), (Number(error, "count"), Number(error, "sessions")));
        var funnel = await again.GetJsonAsync($"api/rum/shop/funnels/purchase{time}");
        Assert.Equal((1, 1), (Number(funnel, "sessions"), Number(funnel, "completed")));
        var business = await again.GetJsonAsync($"api/rum/shop/business{time}");
        var total = Assert.Single(business.GetProperty("metrics").EnumerateArray()).GetProperty("total");
        Assert.Equal((2, 20), (Number(total, "count"), Number(total, "sum")));
        Assert.Equal(0, Number(business.GetProperty("engagement"), "bounceRate"));
    }

    public void Dispose() => Directory.Delete(_configuration, recursive: true);

    private async Task AppendAsync(IReadOnlyList<VitalSample> samples, params RumEvent[] events)
    {
        await using var journal = new Journal(new TableClient(storage.ConnectionString, TableNames.RumJournal), new JournalOptions(), TimeProvider.System, Guid.NewGuid, new TestMeters());
        var writer = new RecordWriter();
        new RumRecord("shop", Yesterday, samples) { Events = events }.WriteTo(writer);
        await journal.AppendAsync(writer.Written);
    }

    private static async Task<Answer> PostBusinessAsync(SuiteProcess suite, string body, string idempotencyKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/business/revenue") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await suite.SendAsync(request);
    }

    private static double Number(JsonElement item, string name) => item.GetProperty(name).GetDouble();
}
