using Microsoft.AspNetCore.Http;
using Reliability.Functions.Http;

namespace Reliability.Functions.Rum;

/// <summary>What is wrong with questions about a site.</summary>
internal static class RumProblem
{
    public static IResult UnknownSite(string site) =>
        Problem.Create(404, Problem.TypePrefix + "unknown-site", "There is no such site.", $"No site is called '{site}'.");

    public static IResult BadQuery(IReadOnlyList<InputError> errors) =>
        Problem.Create(400, Problem.TypePrefix + "bad-query", "The query cannot be answered.", errors: errors);
}
