using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Integrations.OpenSlo;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>POST /slos/validate</c>: everything that is wrong with OpenSLO documents.</summary>
public sealed class PostSloValidation
{
    /// <summary>The largest body, in bytes: 1 MiB, as for configuration files.</summary>
    public const int MaxBytes = 1_048_576;

    /// <summary>Answers the call: 200 however wrong the documents are, 413 when the body is too large.</summary>
    /// <param name="request">The call; its body is YAML, one document or many, whatever its media type says.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(PostSloValidation))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "slos/validate")] HttpRequest request, CancellationToken cancellation)
    {
        if (await SloBody.ReadAsync(request, MaxBytes, cancellation) is not { } body)
            return SloProblems.TooLarge(MaxBytes);
        var report = SloBody.Text(body) is { } text
            ? OpenSloValidation.Validate(text)
            : new OpenSloReport(false, [new OpenSloDocumentReport(null, null, [new OpenSloError("", "is not UTF-8", 1)])]);
        return TypedResults.Json(report, SloJsonContext.Default.OpenSloReport);
    }
}
