using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary><c>POST /api/rum/{site}/v1/logs</c>: logs of OpenTelemetry exporters, which add <c>/v1/logs</c> to the address they are given.</summary>
public sealed class PostLogs(BeaconDoor door)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(PostLogs))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "rum/{site}/v1/logs")] HttpRequest request, string site)
    {
        ArgumentNullException.ThrowIfNull(request);
        return door.AnswerLogsAsync(request, site);
    }
}
