using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Reliability.Core.Slo;
using Reliability.Functions.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.OpenSlo;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>POST /slos/evaluate</c>: an objective on given counts, by the engine that evaluates the configured ones.</summary>
/// <param name="configuration">The burn-rate policies.</param>
/// <param name="options">By which numbers objectives are judged.</param>
public sealed class PostSloEvaluation(ReliabilityConfiguration configuration, IOptions<SloOptions> options)
{
    /// <summary>The largest body, in bytes: 24 MiB, enough for half a year of minutes.</summary>
    public const int MaxBytes = 25_165_824;

    /// <summary>Answers the call: 400 for a question that makes no sense, with everything that is wrong; 413 when it is too large.</summary>
    /// <param name="request">The call; its body is JSON.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(PostSloEvaluation))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "slos/evaluate")] HttpRequest request, CancellationToken cancellation)
    {
        if (await SloBody.ReadAsync(request, MaxBytes, cancellation) is not { } body)
            return SloProblems.TooLarge(MaxBytes);
        var errors = new List<OpenSloError>();
        if (Read(body, errors) is not { } question)
            return SloProblems.BadQuestion([.. errors.Select(error => new InputError(error.Path, error.Message))]);
        try
        {
            var found = SloEvaluator.Evaluate(question.Slo, question.Observed, question.Now, options.Value.ToPolicy());
            var status = SloForecasting.Forecast(found, last: null, question.Slo, question.Observed);
            return TypedResults.Json(status, SloJsonContext.Default.SloStatus);
        }
        catch (OverflowException)
        {
            return SloProblems.BadQuestion([new InputError("", "the counts and weights are too large to calculate with")]);
        }
    }

    private SloQuestion? Read(byte[] body, List<OpenSloError> errors)
    {
        try
        {
            using var json = JsonText.Parse(body);
            return SloQuestion.Read(json.RootElement, configuration.BurnRatePolicies, errors);
        }
        catch (JsonException exception)
        {
            errors.Add(new OpenSloError("", $"not JSON: {exception.Message}", 1));
            return null;
        }
    }
}
