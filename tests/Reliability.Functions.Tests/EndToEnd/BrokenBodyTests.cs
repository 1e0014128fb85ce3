using System.Net.NetworkInformation;
using Reliability.Testing;
using Xunit.Abstractions;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Bodies that never come whole: clients that hang up, dawdle or frame wrongly.</summary>
[Collection(SharedSuite.Name)]
public sealed class BrokenBodyTests(SuiteFixture fixture, ITestOutputHelper output)
{
    private const string Start = """{"name":"LCP","va""";
    private const string Requests = "rum_requests_rejected_total";
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    private readonly SuiteProcess _suite = fixture.Suite;

    [Theory]
    [InlineData("ZZ\r\n")]
    [InlineData("5\r\n{\"namXX")]
    [InlineData("FFFFFFFFFFFFFFFF\r\n")]
    public async Task A_body_in_broken_chunks_is_incomplete(string body)
    {
        const string Reason = "incomplete";
        var before = (await SuiteMetrics.OfAsync(_suite)).Sum(Requests, Reason);
        using var connection = await RawConnection.OpenAsync(_suite.Client.BaseAddress!);
        await connection.SendAsync(RawConnection.Head("Transfer-Encoding: chunked") + body);
        var answer = await connection.ReadToEndAsync(AnswersWithin);
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains($"urn:reliability:problem:{Reason}", answer, StringComparison.Ordinal);
        Assert.Equal(before + 1, (await SuiteMetrics.OfAsync(_suite)).Sum(Requests, Reason));
        fixture.AssertUnharmed();
    }

    [Theory]
    [InlineData("Content-Length: -5")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6")]
    [InlineData("Transfer-Encoding: gzip")]
    public async Task A_length_that_makes_no_sense_is_a_client_error(string framing)
    {
        using var connection = await RawConnection.OpenAsync(_suite.Client.BaseAddress!);
        await connection.SendAsync(RawConnection.Head(framing) + Start);
        Assert.StartsWith("HTTP/1.1 4", await connection.ReadToEndAsync(AnswersWithin), StringComparison.Ordinal);
        fixture.AssertUnharmed();
    }

    [Fact]
    public async Task A_body_that_drips_is_too_slow()
    {
        using var connection = await RawConnection.OpenAsync(_suite.Client.BaseAddress!);
        await connection.SendAsync(RawConnection.Head("Content-Length: 500"));
        var reading = connection.ReadToEndAsync(AnswersWithin);
        await connection.DripAsync(reading);
        var answer = await reading;
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("urn:reliability:problem:too-slow", answer, StringComparison.Ordinal);
        Assert.True((await SuiteMetrics.OfAsync(_suite)).Sum(Requests, "too-slow") >= 1);
        fixture.AssertUnharmed();
    }

    [Fact]
    public async Task Clients_that_hang_up_in_the_middle_leave_nothing_behind()
    {
        var before = Open();
        for (var round = 0; round < 10; round++)
        {
            var connections = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RawConnection.OpenAsync(_suite.Client.BaseAddress!)));
            foreach (var (i, connection) in connections.Index())
            {
                await connection.SendAsync(i % 3 == 0 ? "POST /api/rum/sh" : RawConnection.Head("Content-Length: 500") + Start);
                if (i % 2 == 0) connection.Reset();
                else if (i % 5 == 0) connection.Finish();
                connection.Dispose();
            }
        }

        var (_, took) = await Eventually.AsksAsync(() => Task.FromResult(Open()), open => open <= before, AnswersWithin, () => _suite.Log);
        output.WriteLine($"500 broken connections gone after {took.TotalSeconds:F1} s, {_suite.ResidentBytes >> 20} MiB resident");
        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await _suite.PostBeaconAsync("""{"name":"LCP","value":1}""")).Status);
        fixture.AssertUnharmed();
    }

    // Connections that the suite still holds.
    private int Open() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(connection => connection.LocalEndPoint.Port == _suite.Client.BaseAddress!.Port && connection.State is TcpState.Established or TcpState.CloseWait);
}
