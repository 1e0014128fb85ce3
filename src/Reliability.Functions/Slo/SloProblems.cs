using Microsoft.AspNetCore.Http;
using Reliability.Functions.Http;

namespace Reliability.Functions.Slo;

/// <summary>The errors of the calls under <c>/slos</c>.</summary>
internal static class SloProblems
{
    /// <summary>There is no objective of that name.</summary>
    public static IResult Unknown(string name) => Problem.Create(
        StatusCodes.Status404NotFound, Problem.TypePrefix + "unknown-slo", "Unknown SLO", $"There is no SLO '{name}'; GET config lists what was not loaded.");

    /// <summary>The objective is there, its first evaluation is not.</summary>
    public static IResult NotEvaluated(string name) => Problem.Create(
        StatusCodes.Status404NotFound, Problem.TypePrefix + "slo-not-evaluated", "SLO not evaluated yet", $"The SLO '{name}' is evaluated within a minute.", retryAfterSeconds: 60);

    /// <summary>A question that cannot be evaluated.</summary>
    public static IResult BadQuestion(IReadOnlyList<InputError> errors) => Problem.Create(
        StatusCodes.Status400BadRequest, Problem.TypePrefix + "bad-evaluation", "The question cannot be evaluated", errors: errors);

    /// <summary>The body is too large.</summary>
    public static IResult TooLarge(int maxBytes) => Problem.Create(
        StatusCodes.Status413PayloadTooLarge, Problem.TypePrefix + "too-large", "The body is too large", $"At most {maxBytes} bytes are read.");
}
