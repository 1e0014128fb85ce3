namespace Reliability.Core.Rum;

/// <summary>Why an event or a whole request was not taken: stable words, used in answers and as metric tags.</summary>
public static class RejectReason
{
    /// <summary>The body is not JSON, or not an object or array.</summary>
    public const string Malformed = "malformed";

    /// <summary>The body has no events.</summary>
    public const string Empty = "empty";

    /// <summary>An element of the array is not an object.</summary>
    public const string NotAnObject = "not-an-object";

    /// <summary>The event does not say which metric it measures.</summary>
    public const string MissingName = "missing-name";

    /// <summary>The metric is not a web vital.</summary>
    public const string UnknownMetric = "unknown-metric";

    /// <summary>The event has no value.</summary>
    public const string MissingValue = "missing-value";

    /// <summary>A field has another JSON type than it must have.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>The value is negative, or larger than is believable.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>The request has more events than one may carry.</summary>
    public const string TooManyEvents = "too-many-events";

    /// <summary>The event is of no type that the format has.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>The sender says itself that its timings of the navigation cannot be trusted.</summary>
    public const string BadTimings = "bad-timings";

    /// <summary>A paint of a page that was loaded out of sight, which says when it was looked at, not how fast it was.</summary>
    public const string Hidden = "hidden";

    /// <summary>The report is about an extension of the browser, not about the site.</summary>
    public const string Extension = "extension";

    /// <summary>The <c>Idempotency-Key</c> is empty, too long, or not printable.</summary>
    public const string BadIdempotencyKey = "bad-idempotency-key";

    /// <summary>The body is larger than allowed, on the wire or decompressed.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The compressed body cannot be decompressed, or the encoding is not supported.</summary>
    public const string BadEncoding = "bad-encoding";

    /// <summary>The body ended before its stated length, or its chunks are malformed.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>The body came too slowly to wait for.</summary>
    public const string TooSlow = "too-slow";

    /// <summary>There is no such site.</summary>
    public const string UnknownSite = "unknown-site";

    /// <summary>The site key is missing or wrong.</summary>
    public const string BadKey = "bad-key";

    /// <summary>The page's origin is missing or not on the site's list.</summary>
    public const string ForeignOrigin = "foreign-origin";

    /// <summary>The site asks for session tokens, and the beacon has none, or one that is not valid (any more).</summary>
    public const string BadToken = "bad-token";

    /// <summary>Too many requests came from the sender's network, or with the site's key.</summary>
    public const string RateLimited = "rate-limited";

    /// <summary>The visit is not among those that the site keeps: nothing is wrong, and the sender is told that it was taken.</summary>
    public const string Sampled = "sampled";

    /// <summary>The store is unavailable or its queue is full; the sender may try again.</summary>
    public const string Unavailable = "unavailable";
}
