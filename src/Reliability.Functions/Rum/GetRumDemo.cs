using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary><c>GET /api/rum/demo</c>: a page that measures itself.</summary>
public sealed class GetRumDemo(WebFiles files)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetRumDemo))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "rum/demo")] HttpRequest request) => files.Demo(request);
}
