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

    /// <summary>What is asked for was not counted, and its source cannot be asked now.</summary>
    public static IResult SourceUnavailable(string name, string reason) => Problem.Create(
        StatusCodes.Status503ServiceUnavailable, Problem.TypePrefix + "source-unavailable", "The source cannot be read", $"A source of the SLO '{name}' cannot be read: {reason}", retryAfterSeconds: 60);

    /// <summary>A question that cannot be evaluated.</summary>
    public static IResult BadQuestion(IReadOnlyList<InputError> errors) => Problem.Create(
        StatusCodes.Status400BadRequest, Problem.TypePrefix + "bad-evaluation", "The question cannot be evaluated", errors: errors);

    /// <summary>A query that cannot be answered.</summary>
    public static IResult BadQuery(IReadOnlyList<InputError> errors) => Problem.Create(
        StatusCodes.Status400BadRequest, Problem.TypePrefix + "bad-query", "The query cannot be answered", errors: errors);

    /// <summary>A correction that cannot be taken.</summary>
    public static IResult BadCorrection(IReadOnlyList<InputError> errors) => Problem.Create(
        StatusCodes.Status400BadRequest, Problem.TypePrefix + "bad-correction", "The correction cannot be taken", errors: errors);

    /// <summary>There is no correction of that id.</summary>
    public static IResult UnknownCorrection(string name, string id) => Problem.Create(
        StatusCodes.Status404NotFound, Problem.TypePrefix + "unknown-correction", "Unknown correction", $"The SLO '{name}' has no correction '{id}'.");

    /// <summary>The objective has all the corrections that it may have.</summary>
    public static IResult TooManyCorrections(string name, int most) => Problem.Create(
        StatusCodes.Status409Conflict, Problem.TypePrefix + "too-many-corrections", "Too many corrections", $"The SLO '{name}' has {most} corrections, revoked ones included; old ones are deleted in time. Use the maintenance calendar for what recurs.");

    /// <summary>An idempotency key that stands for another correction.</summary>
    public static IResult KeyReused() => Problem.Create(
        StatusCodes.Status422UnprocessableEntity, Problem.TypePrefix + "idempotency-key-reused", "The idempotency key was used before", "A correction that asks for something else was made with this Idempotency-Key.");

    /// <summary>The body is too large.</summary>
    public static IResult TooLarge(int maxBytes) => Problem.Create(
        StatusCodes.Status413PayloadTooLarge, Problem.TypePrefix + "too-large", "The body is too large", $"At most {maxBytes} bytes are read.");
}
