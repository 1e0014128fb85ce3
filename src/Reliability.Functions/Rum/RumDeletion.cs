using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Reliability.Core.Rum;
using Reliability.Functions.Http;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Deletes what was made of beacons, wherever it is kept. Safe to repeat; a deletion that was cut short is finished by repeating it.</summary>
/// <param name="stores">Everything that keeps something.</param>
public sealed partial class RumDeletion(IEnumerable<IRumDeletion> stores)
{
    private const int MaxSessionLength = 256;

    /// <summary>Deletes a site's rows. The site need not be configured (any more).</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    public async Task<IResult> DeleteSiteAsync(string site, CancellationToken cancellation)
    {
        if (!SiteName().IsMatch(site)) return UnknownSite(site);
        foreach (var store in stores) await store.DeleteSiteAsync(site, cancellation).ConfigureAwait(false);
        return Results.NoContent();
    }

    /// <summary>Deletes a session's rows.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="session">Id of the session as the page made it, or its hash as answers show it.</param>
    /// <param name="cancellation">Stops before the next write.</param>
    public async Task<IResult> DeleteSessionAsync(string site, string session, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (!SiteName().IsMatch(site)) return UnknownSite(site);
        if (session.Length > MaxSessionLength)
            return Problem.Create(400, Problem.TypePrefix + "bad-session", "This is no session.", errors: [new InputError("session", $"The id of a session has at most {MaxSessionLength} characters.")]);
        foreach (var store in stores)
        {
            foreach (var hash in SessionHash.Meant(session)) await store.DeleteSessionAsync(site, hash, cancellation).ConfigureAwait(false);
        }

        return Results.NoContent();
    }

    private static IResult UnknownSite(string site) =>
        Problem.Create(404, Problem.TypePrefix + RejectReason.UnknownSite, "There is no such site.", $"No site can be called '{site}'.");

    // RFC 1123, as in sites.yaml: such a name means only itself in the keys of rows.
    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    private static partial Regex SiteName();
}
