namespace Reliability.Core.Rum;

/// <summary>One thing to change in a page, with what shows the need.</summary>
/// <param name="Kind">A word of <see cref="AdviceKinds"/>.</param>
/// <param name="Subject">What it is about: a host (<c>(own host)</c> for the page's), or the selector of an element.</param>
/// <param name="Pages">Where it applies, the most visited first; at most <see cref="MaxPages"/>.</param>
/// <param name="Visits">Number of visits of all those pages.</param>
/// <param name="Evidence">Means over those visits, by name with the unit.</param>
/// <param name="Text">What to do, in a sentence.</param>
public sealed record FrontendAdvice(
    string Kind, string Subject, IReadOnlyList<string> Pages, long Visits, IReadOnlyDictionary<string, double> Evidence, string Text)
{
    /// <summary>The most pages told.</summary>
    public const int MaxPages = 20;
}

/// <summary>The kinds of advice.</summary>
public static class AdviceKinds
{
    /// <summary>Load images only when they come into sight.</summary>
    public const string LazyLoading = "lazy-loading";

    /// <summary>Connect to a host before it is needed.</summary>
    public const string Preconnect = "preconnect";

    /// <summary>Look up the name of a host before it is needed.</summary>
    public const string DnsPrefetch = "dns-prefetch";

    /// <summary>Start loading the largest element at once.</summary>
    public const string Preload = "preload";

    /// <summary>Let browsers keep static files for long.</summary>
    public const string LongCache = "long-cache";
}
