using Reliability.Functions.Configuration;
using Reliability.Functions.Tests.Http;
using Reliability.Integrations.Configuration;

namespace Reliability.Functions.Tests.Configuration;

public sealed class GetConfigTests
{
    [Fact]
    public async Task Files_and_all_errors_are_listed()
    {
        var configuration = new ReliabilityConfiguration(
            ["sites.yaml", "slos/a.yaml"], [], [], [new ConfigurationError("slos/a.yaml", 3, "kind", "missing key 'kind'")]);

        var sent = await Sent.FromAsync(new GetConfig(configuration).Run(Sent.Request()));

        Assert.Equal(
            """
            {"valid":false,"files":[{"file":"sites.yaml","errorCount":0},{"file":"slos/a.yaml","errorCount":1}],
            "errors":[{"file":"slos/a.yaml","line":3,"path":"kind","message":"missing key \u0027kind\u0027"}]}
            """.ReplaceLineEndings(""),
            sent.Body);
    }
}
