using Microsoft.AspNetCore.Http;

namespace Reliability.Functions.Http;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Path">Where: a JSON path such as <c>values[3]</c>, a query parameter or a header; empty for the whole request.</param>
/// <param name="Message">What is wrong and what is allowed, for a person.</param>
public sealed record InputError(string Path, string Message);

/// <summary>Error answers as RFC 9457 problem details.</summary>
/// <remarks>Clients tell problems apart by <c>type</c>, so a published type never changes its meaning.</remarks>
public static class Problem
{
    /// <summary>The media type of every error answer.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>What every problem type of the suite starts with.</summary>
    public const string TypePrefix = "urn:reliability:problem:";

    /// <summary>Builds an error answer.</summary>
    /// <param name="status">HTTP status, 400 to 599.</param>
    /// <param name="type">A stable URI that starts with <see cref="TypePrefix"/>, e.g. <c>urn:reliability:problem:unknown-site</c>.</param>
    /// <param name="title">The kind of problem, the same text for every occurrence.</param>
    /// <param name="detail">This occurrence; left out when null.</param>
    /// <param name="errors">What is wrong with the input; left out when null.</param>
    /// <param name="retryAfterSeconds">When a repeat may succeed, 0 or more, sent as <c>Retry-After</c>; no header when null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is no error status, or the delay is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="type"/> lacks the prefix.</exception>
    public static IResult Create(
        int status,
        string type,
        string title,
        string? detail = null,
        IReadOnlyList<InputError>? errors = null,
        int? retryAfterSeconds = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentNullException.ThrowIfNull(type);
        if (!type.StartsWith(TypePrefix, StringComparison.Ordinal))
            throw new ArgumentException($"A problem type starts with {TypePrefix}.", nameof(type));
        if (retryAfterSeconds is { } seconds)
            ArgumentOutOfRangeException.ThrowIfNegative(seconds, nameof(retryAfterSeconds));
        return new ProblemResult(new ProblemBody(type, title, status, detail, errors), retryAfterSeconds);
    }
}
