using Reliability.Core.Rum;

namespace Reliability.Functions.Rum.Signals;

/// <summary>Tells which site the business events of a back end belong to.</summary>
internal static class BusinessSite
{
    /// <summary>Stands for the site of events that name no service, unless there is exactly one site.</summary>
    public const string Unnamed = "business";

    private const int MaxName = 63;

    /// <summary>Finds the site of a service: the one that states it, else the one called like it, else one of its own that only has business metrics.</summary>
    /// <param name="service">A name; null when none was told.</param>
    /// <param name="sites">The configured sites.</param>
    public static string Of(string? service, IReadOnlyList<RumSite> sites) => service is null
        ? sites is [var only] ? only.Name : Unnamed
        : sites.FirstOrDefault(site => site.Service == service)?.Name ?? service;

    /// <summary>Tells whether a text is an RFC 1123 label.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxName && text[0] != '-' && text[^1] != '-' && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
