using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Reliability.Functions.Http;

/// <summary>Chooses the media type of an answer by the <c>Accept</c> header (RFC 9110, section 12.5.1).</summary>
public static class MediaTypes
{
    /// <summary>Returns the offer that the caller likes best, the first one among equals; null when it takes none.</summary>
    /// <param name="request">The call; without an <c>Accept</c> that can be read it takes anything.</param>
    /// <param name="offers">What can be answered, the preferred one first; at least one.</param>
    public static string? Choose(HttpRequest request, params IReadOnlyList<string> offers)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(offers);
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) || accepted.Count == 0)
            return offers[0];
        var best = offers.MaxBy(offer => QualityOf(offer, accepted))!;
        return QualityOf(best, accepted) > 0 ? best : null;
    }

    /// <summary>Builds the answer to a caller who takes none of the offers.</summary>
    /// <param name="offers">What can be answered.</param>
    public static IResult NotAcceptable(params IReadOnlyList<string> offers) => Problem.Create(
        StatusCodes.Status406NotAcceptable, Problem.TypePrefix + "not-acceptable", "Not acceptable", $"Accept one of {string.Join(", ", offers)}.");

    // The most specific range that matches decides, however well a wider one is liked.
    private static double QualityOf(string offer, IList<MediaTypeHeaderValue> accepted)
    {
        var type = MediaTypeHeaderValue.Parse(offer);
        return accepted
            .Where(range => type.IsSubsetOf(range))
            .OrderByDescending(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }
}
