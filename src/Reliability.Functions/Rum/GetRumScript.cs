using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary><c>GET /api/rum.js</c>: the client that pages load.</summary>
public sealed class GetRumScript(WebFiles files)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetRumScript))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "rum.js")] HttpRequest request) => files.Script(request);
}
