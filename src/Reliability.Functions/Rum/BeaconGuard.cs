using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Intake;
using Reliability.Integrations.Configuration;

namespace Reliability.Functions.Rum;

/// <summary>Keeps out, before a body is read, who sends too much or without the token that a site asks for.</summary>
public sealed class BeaconGuard
{
    private const string TokenHeader = "x-rum-token";
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly Dictionary<(string Site, string Key), TokenBucket> _keys;
    private readonly TokenBuckets _networks;
    private readonly SenderNetworks _senders;
    private readonly TimeProvider _time;
    private readonly long _start;

    /// <summary>Makes a guard with full buckets.</summary>
    public BeaconGuard(ReliabilityConfiguration configuration, IOptions<RumLimitOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var limits = options.Value;
        var rate = new TokenRate(limits.KeyPerSecond, limits.KeyBurst);
        _keys = configuration.Sites.SelectMany(site => site.Keys.Select(key => (site.Name, key))).ToDictionary(key => key, _ => new TokenBucket(rate));
        _networks = new TokenBuckets(new TokenRate(limits.AddressPerSecond, limits.AddressBurst), Secret());
        _senders = new SenderNetworks(limits.ProxyNetworks());
        (_time, _start) = (time, time.GetTimestamp());
    }

    /// <summary>Checks a request. The one that is refused for its network or its token takes nothing from those that share its key.</summary>
    /// <param name="request">The request, its body not read yet.</param>
    /// <param name="site">The site it is for.</param>
    /// <param name="key">The site's key that it carries.</param>
    /// <returns>Why it is refused; null when it may be read.</returns>
    public BeaconRefusal? Check(HttpRequest request, RumSite site, string key)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(site);
        var now = _time.GetElapsedTime(_start).Ticks * TimeSpan.NanosecondsPerTick;
        var sender = _senders.Of(request.HttpContext);
        if (sender.IsKnown && _networks.Take(sender.Bits, now) is > 0 and var wait) return TooMany("from one network", wait);
        if (site.SessionTokens is { } rules && !SessionToken.IsValid(TokenOf(request), rules, _time.GetUtcNow())) return new BeaconRefusal(RejectReason.BadToken);
        return _keys[(site.Name, key)].Take(now) is > 0 and var pause ? TooMany("with one key", pause) : null;
    }

    /// <summary>Gets a hash of who sent a request: the same for all requests of one browser in one network, whatever process asks.</summary>
    public ulong SenderOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var userAgent = Hash64.Of(request.Headers.UserAgent.ToString().AsSpan());
        ReadOnlySpan<ulong> both = [_senders.Of(request.HttpContext).Bits, userAgent];
        return Hash64.Of(MemoryMarshal.AsBytes(both));
    }

    private static BeaconRefusal TooMany(string where, long nanoseconds) =>
        new(RejectReason.RateLimited, $"Too many requests came {where}.", (int)((nanoseconds + NanosecondsPerSecond - 1) / NanosecondsPerSecond));

    private static ReadOnlySpan<char> TokenOf(HttpRequest request)
    {
        if (request.Headers[TokenHeader] is [{ Length: > 0 } header]) return header;
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (parameter.DecodeName().Span.Equals("token", StringComparison.OrdinalIgnoreCase)) return parameter.DecodeValue().Span;
        }

        return [];
    }

    private static UInt128 Secret()
    {
        Span<UInt128> secret = stackalloc UInt128[1];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(secret));
        return secret[0];
    }
}

/// <summary>Why a request is not even read.</summary>
/// <param name="Reason">A word of <see cref="RejectReason"/>.</param>
/// <param name="Detail">This occurrence, for a person.</param>
/// <param name="RetryAfterSeconds">When the next request may pass, 1 or more; null when waiting does not help.</param>
public sealed record BeaconRefusal(string Reason, string? Detail = null, int? RetryAfterSeconds = null);
