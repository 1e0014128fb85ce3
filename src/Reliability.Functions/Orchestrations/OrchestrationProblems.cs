using Microsoft.AspNetCore.Http;
using Reliability.Functions.Http;

namespace Reliability.Functions.Orchestrations;

/// <summary>The error answers about orchestrations.</summary>
internal static class OrchestrationProblems
{
    /// <summary>A query that makes no sense.</summary>
    public static IResult BadQuery(IReadOnlyList<InputError> errors) =>
        Problem.Create(StatusCodes.Status400BadRequest, Problem.TypePrefix + "bad-query", "The query makes no sense.", errors: errors);

    /// <summary>An id that nobody has.</summary>
    public static IResult Unknown(string id) => Problem.Create(
        StatusCodes.Status404NotFound, Problem.TypePrefix + "unknown-orchestration", "There is no such orchestration.", $"No orchestration has the id '{id}'.");
}
