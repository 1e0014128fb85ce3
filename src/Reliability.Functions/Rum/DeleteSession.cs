using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary><c>DELETE /api/rum/{site}/sessions/{session}</c>: what is known of one session, by its id or its hash as answers show it.</summary>
public sealed class DeleteSession(RumDeletion deletion)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(DeleteSession))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "rum/{site}/sessions/{*session}")] HttpRequest request,
        string site,
        string? session,
        CancellationToken cancellation) =>
        deletion.DeleteSessionAsync(site, Decoded(session), cancellation);

    // Servers decode a path but for its slashes.
    private static string Decoded(string? session) => session?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) ?? "";
}
