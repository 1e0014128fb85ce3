using System.Net;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Sessions are deleted by whatever id pages give them.</summary>
[Collection(SharedSuite.Name)]
public sealed class SessionDeletionTests(SuiteFixture fixture)
{
    private static readonly TimeSpan CountedWithin = TimeSpan.FromSeconds(60);

    private readonly SuiteProcess _suite = fixture.Suite;

    [Fact]
    public async Task Session_whose_id_holds_a_slash_is_deleted()
    {
        const string Body = """{"rum":1,"session":"a/b","page":"https://shop.example/","events":[{"t":"activity","views":1,"interactions":3,"rage":0,"seconds":30}]}""";
        await SuiteMetrics.CatchUpAsync(_suite, CountedWithin);
        var before = await SessionsAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/rum/shop?key=pk_shop_1") { Content = new StringContent(Body) };
        request.Headers.Add("Origin", Load.Origin);
        var answer = await _suite.SendAsync(request);
        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Body);
        await SuiteMetrics.CatchUpAsync(_suite, CountedWithin);
        Assert.Equal(before + 1, await SessionsAsync());

        using var deletion = await _suite.Client.DeleteAsync(new Uri("api/rum/shop/sessions/a%2Fb", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deletion.StatusCode);
        Assert.Equal(before, await SessionsAsync());
    }

    private async Task<int> SessionsAsync() => (await _suite.GetJsonAsync("api/rum/shop/sessions")).GetProperty("sessions").GetArrayLength();
}
