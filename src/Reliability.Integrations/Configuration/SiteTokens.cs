using System.Text;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads the <c>sessionTokens</c> of a site.</summary>
/// <param name="Rules">What tokens must be like; null when the site asks for none.</param>
/// <param name="AreUnsound">Whether the site asks for tokens in a way that has an error: then it must not be open to those without.</param>
internal readonly record struct SiteTokens(RumSessionTokens? Rules, bool AreUnsound)
{
    private const int MostMinutes = 7 * 24 * 60;

    /// <summary>Reads the rules.</summary>
    public static SiteTokens Read(YamlMap site)
    {
        if (!site.Has("sessionTokens"))
            return default;
        var before = site.Errors.Count;
        var map = site.OptionalMap("sessionTokens");
        var rules = map is null ? null : ReadRules(map);
        return site.Errors.Count > before ? new SiteTokens(null, true) : new SiteTokens(rules, false);
    }

    private static RumSessionTokens ReadRules(YamlMap map)
    {
        var secret = map.RequiredText("secret");
        var minutes = map.OptionalDecimal("minutes", 1m, MostMinutes);
        map.RejectUnknownKeys();
        if (secret is not null && secret.Value == secret.Written)
            secret.Reject("must be a setting, ${NAME}: secrets are not written into files");
        else if (secret is not null && Encoding.UTF8.GetByteCount(secret.Value) < RumSessionTokens.LeastSecretLength)
            secret.Reject($"must be at least {RumSessionTokens.LeastSecretLength} bytes long");
        return new RumSessionTokens(
            Encoding.UTF8.GetBytes(secret?.Value ?? ""),
            minutes is null ? RumSessionTokens.DefaultLife : TimeSpan.FromMinutes((double)minutes.Value));
    }
}
