using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Functions.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>DELETE /slos/{name}/corrections/{id}</c>: takes a correction back. It stays on record, with who took it back and when.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="table">Their corrections.</param>
/// <param name="time">The clock.</param>
public sealed class DeleteSloCorrection(ReliabilityConfiguration configuration, SloCorrectionTable table, TimeProvider time)
{
    /// <summary>Answers the call: 200 with the correction, also when it was taken back before; 404 when there is none; 400 for a <c>by</c> that is too long.</summary>
    /// <param name="request">The call.</param>
    /// <param name="name">The name of the objective.</param>
    /// <param name="id">The correction.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(DeleteSloCorrection))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "slos/{name}/corrections/{id}")] HttpRequest request,
        string name,
        string id,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (configuration.FindSlo(name) is null)
            return SloProblems.Unknown(name);
        var by = new QueryReader(request.Query).Text("by");
        if (by?.Length > CorrectionRequest.MaxBy)
            return SloProblems.BadCorrection([new InputError("by", $"must be a text of 1 to {CorrectionRequest.MaxBy} characters")]);
        return await table.RevokeAsync(name, id, CallerAudit.Of(request, by, time.GetUtcNow()), cancellation) is { } revoked
            ? TypedResults.Json(revoked, SloJsonContext.Default.CorrectionEntry)
            : SloProblems.UnknownCorrection(name, id);
    }
}
