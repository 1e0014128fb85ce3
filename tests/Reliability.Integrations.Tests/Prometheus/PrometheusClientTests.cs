using System.Net;
using System.Text;
using Reliability.Integrations.Prometheus;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Prometheus.StubPrometheus;

namespace Reliability.Integrations.Tests.Prometheus;

public sealed class PrometheusClientTests
{
    private const string Empty = """{"status":"success","data":{"resultType":"matrix","result":[]}}""";

    [Fact]
    public async Task Question_is_a_form_that_is_posted_below_the_address()
    {
        var stub = Answering(Empty);
        await AskAsync(stub, Connection("http://prom.example:9090/base/"));

        var sent = Assert.Single(stub.Sent);
        Assert.Equal((HttpMethod.Post, "http://prom.example:9090/base/api/v1/query_range"), (sent.Method, sent.Uri.ToString()));
        Assert.Equal(
            $"query=up%7Ba%3D%22b%22%7D&start={Noon.ToUnixTimeSeconds()}&end={Noon.AddHours(1).ToUnixTimeSeconds()}&step=60&timeout=30s",
            Encoding.UTF8.GetString(sent.Body));
        Assert.False(sent.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Credentials_of_the_connection_are_sent()
    {
        var stub = Answering(Empty);
        await AskAsync(stub, Connection("http://prom.example", ("token", "t0p")));
        await AskAsync(stub, Connection("http://prom.example", ("username", "me"), ("password", "pä:ss")));

        Assert.Equal(
            ["Bearer t0p", "Basic " + Convert.ToBase64String("me:pä:ss"u8)],
            stub.Sent.Select(sent => sent.Headers["Authorization"]));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "", "answered 500")]
    [InlineData(HttpStatusCode.BadGateway, "<html>", "answered 502")]
    [InlineData(HttpStatusCode.ServiceUnavailable, """{"status":"error","errorType":"timeout","error":"query timed out"}""", "answered 503, timeout: query timed out")]
    [InlineData(HttpStatusCode.TooManyRequests, "", "answered 429")]
    [InlineData(HttpStatusCode.RequestTimeout, "[]", "answered 408")]
    [InlineData(HttpStatusCode.OK, """{"status":"error","errorType":"internal","error":"oops"}""", "internal: oops")]
    [InlineData(HttpStatusCode.OK, """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"val""", "broken, or cut off")]
    [InlineData(HttpStatusCode.OK, "", "broken, or cut off")]
    [InlineData(HttpStatusCode.OK, "<html>", "broken, or cut off")]
    [InlineData(HttpStatusCode.OK, "[]", "broken, or cut off")]
    [InlineData(HttpStatusCode.OK, """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1]]}]}}""", "broken, or cut off")]
    [InlineData(HttpStatusCode.OK, """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"many"]]}]}}""", "broken, or cut off")]
    [InlineData(HttpStatusCode.OK, """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[-1,"1"]]}]}}""", "broken, or cut off")]
    [InlineData(HttpStatusCode.OK, """{"status":"success","warnings":["remote read: store unreachable"],"data":{"resultType":"matrix","result":[]}}""", "could not read everything: remote read")]
    public async Task What_may_pass_is_told_as_unavailable(HttpStatusCode status, string json, string message)
    {
        var exception = await Assert.ThrowsAsync<PrometheusUnavailableException>(() => AskAsync(Answering(json, status)));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.UnprocessableEntity, """{"status":"error","errorType":"execution","error":"found duplicate series"}""", "answered 422, execution: found duplicate series")]
    [InlineData(HttpStatusCode.BadRequest, """{"status":"error","errorType":"bad_data","error":"parse error"}""", "answered 400, bad_data: parse error")]
    [InlineData(HttpStatusCode.Unauthorized, "no", "answered 401")]
    [InlineData(HttpStatusCode.Found, "", "answered 302")]
    [InlineData(HttpStatusCode.NotFound, "404 page not found", "answered 404")]
    [InlineData(HttpStatusCode.OK, """{"status":"success","data":{"resultType":"string","result":[1,"a"]}}""", "gives a string, not numbers")]
    [InlineData(HttpStatusCode.OK, """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"histograms":[]}]}}""", "gives histograms")]
    public async Task What_stays_wrong_is_told_as_rejected(HttpStatusCode status, string json, string message)
    {
        var exception = await Assert.ThrowsAsync<PrometheusRejectedException>(() => AskAsync(Answering(json, status)));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_does_not_answer_in_time_is_unavailable()
    {
        var time = new FakeTimeProvider(Noon);
        var asked = Client(new SilentServer(), time).QueryAsync(Connection("http://prom.example"), "up", Noon, CancellationToken.None);
        await Eventually.AsksAsync(() => Task.FromResult(time.PendingTimers), timers => timers > 0, TimeSpan.FromSeconds(30));

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Prometheus 'prom' did not answer within 30 s.", (await Assert.ThrowsAsync<PrometheusUnavailableException>(() => asked)).Message);
    }

    [Fact]
    public async Task Caller_that_gives_up_is_not_told_of_a_failure()
    {
        using var giveUp = new CancellationTokenSource();
        var asked = Client(new SilentServer()).QueryAsync(Connection("http://prom.example"), "up", Noon, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Server_that_refuses_connections_is_unavailable()
    {
        var unreachable = new StubTransport((_, _) => throw new HttpRequestException("Connection refused"));
        Assert.Equal(
            "Prometheus 'prom' cannot be reached: Connection refused",
            (await Assert.ThrowsAsync<PrometheusUnavailableException>(() => AskAsync(unreachable))).Message);
    }

    [Fact]
    public async Task Answer_is_read_up_to_a_size()
    {
        var limits = new PrometheusLimits { MaxAnswerBytes = Empty.Length };
        await AskAsync(Answering(Empty), limits: limits);
        var exception = await Assert.ThrowsAsync<PrometheusRejectedException>(() => AskAsync(Answering(Empty + " "), limits: limits));
        Assert.Contains("more than 63 bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remarks_on_the_query_come_with_the_answer()
    {
        var answer = await AskAsync(Answering("""{"status":"success","warnings":["PromQL warning: x"],"infos":["PromQL info: y"],"data":{"resultType":"matrix","result":[]}}"""));
        Assert.Equal(["PromQL warning: x", "PromQL info: y"], answer.Notices);
    }

    private static Task<PrometheusAnswer> AskAsync(
        StubTransport stub, Core.Slo.SourceConnection? connection = null, PrometheusLimits? limits = null) => Client(stub, limits: limits)
        .QueryRangeAsync(connection ?? Connection("http://prom.example"), "up{a=\"b\"}", Noon, Noon.AddHours(1), TimeSpan.FromMinutes(1), CancellationToken.None);

    private sealed class SilentServer : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It never answers.");
        }
    }
}
