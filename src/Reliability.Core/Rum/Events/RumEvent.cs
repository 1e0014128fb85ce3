namespace Reliability.Core.Rum;

/// <summary>Something that happened in a visit, other than a sample of a metric.</summary>
/// <param name="Dimensions">Where it happened.</param>
public abstract record RumEvent(VitalDimensions Dimensions)
{
    /// <summary>Gets the hash of the id of the visitor's session; 0 without one.</summary>
    public ulong Session { get; init; }

    /// <summary>Gets how many seconds before its request came in it happened.</summary>
    /// <value>0, also when that is not known, to 86,400.</value>
    public int AgeSeconds { get; init; }
}

/// <summary>An error in a page, or a report of the browser about one: a policy violation, a crash, a failed request.</summary>
/// <param name="Dimensions">Where it happened.</param>
/// <param name="Type">Its class, or the type of the report: <c>TypeError</c>, <c>csp-violation</c>.</param>
/// <param name="Message">What it says, scrubbed; at most <see cref="MaxMessage"/> characters.</param>
/// <param name="Stack">Where it was thrown, scrubbed; at most <see cref="MaxStack"/> characters, may be empty.</param>
public sealed record ErrorEvent(VitalDimensions Dimensions, string Type, string Message, string Stack) : RumEvent(Dimensions)
{
    /// <summary>The longest type.</summary>
    public const int MaxType = 64;

    /// <summary>The longest message.</summary>
    public const int MaxMessage = 500;

    /// <summary>The longest stack.</summary>
    public const int MaxStack = 2_000;

    /// <summary>Gets how often it happened.</summary>
    /// <value>1 to 1,000,000.</value>
    public int Count { get; init; } = 1;
}

/// <summary>What a page loaded of one type from one host.</summary>
/// <param name="Dimensions">Which page.</param>
/// <param name="Type">Kind of resource.</param>
/// <param name="Host">Host name in lower case; empty for the page's own.</param>
/// <param name="Count">Number of resources, 1 or more.</param>
/// <param name="TransferBytes">Bytes over the network, 0 or more.</param>
/// <param name="Milliseconds">Sum of their durations, 0 or more.</param>
public sealed record ResourceEvent(VitalDimensions Dimensions, ResourceKind Type, string Host, int Count, long TransferBytes, double Milliseconds) : RumEvent(Dimensions)
{
    /// <summary>Gets how many came out of the cache.</summary>
    public int Cached { get; init; }

    /// <summary>Gets the milliseconds spent on finding and connecting to the host.</summary>
    public double ConnectMilliseconds { get; init; }

    /// <summary>Gets how many images were loaded with the page although they were out of sight.</summary>
    public int Offscreen { get; init; }

    /// <summary>Gets the bytes of the images counted by <see cref="Offscreen"/>.</summary>
    public long OffscreenBytes { get; init; }
}

/// <summary>Kind of resource. The numbers are part of the stored format.</summary>
public enum ResourceKind
{
    /// <summary>Anything else.</summary>
    Other = 0,

    /// <summary>A script.</summary>
    Script = 1,

    /// <summary>A style sheet.</summary>
    Style = 2,

    /// <summary>An image.</summary>
    Image = 3,

    /// <summary>A font.</summary>
    Font = 4,

    /// <summary>A request made by a script, with XMLHttpRequest or fetch.</summary>
    Xhr = 5,
}

/// <summary>A step of a funnel, or any event the page names.</summary>
/// <param name="Dimensions">Where it happened.</param>
/// <param name="Name">Its name, at most 64 characters.</param>
public sealed record StepEvent(VitalDimensions Dimensions, string Name) : RumEvent(Dimensions);

/// <summary>Something of value to the business: a conversion, revenue, a rating.</summary>
/// <param name="Dimensions">Where it happened; page <see cref="PageTemplate.Unknown"/> from a back end.</param>
/// <param name="Metric">Its name: <c>conversion</c>, <c>revenue</c>; at most 64 characters.</param>
/// <param name="Value">Finite; 1 for what is only counted.</param>
public sealed record BusinessEvent(VitalDimensions Dimensions, string Metric, double Value) : RumEvent(Dimensions)
{
    /// <summary>Gets what else a back end told, by name; at most 10, names and values of at most 64 characters.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>What a visitor did since the session last told.</summary>
/// <param name="Dimensions">On which page.</param>
/// <param name="Views">Pages and routes entered, 0 or more.</param>
/// <param name="Interactions">Clicks, taps and keys, 0 or more.</param>
/// <param name="RageClicks">Clicks repeated in anger: three or more within a second on one place; 0 or more.</param>
/// <param name="EngagedSeconds">Time the page was seen, 0 or more.</param>
public sealed record ActivityEvent(VitalDimensions Dimensions, int Views, int Interactions, int RageClicks, double EngagedSeconds) : RumEvent(Dimensions);

/// <summary>What caused a sample: the element, and where the time went.</summary>
/// <param name="Dimensions">On which page.</param>
/// <param name="Metric">LCP, INP or CLS.</param>
/// <param name="Target">Selector of the element, at most 100 characters; may be empty.</param>
/// <param name="Value">The sample's value.</param>
/// <param name="Phases">
/// LCP: time to first byte, load delay, load duration, render delay; INP: input delay, processing, presentation delay;
/// in milliseconds, all or none. CLS: none.
/// </param>
public sealed record CauseEvent(VitalDimensions Dimensions, VitalMetric Metric, string Target, double Value, IReadOnlyList<double> Phases) : RumEvent(Dimensions);
