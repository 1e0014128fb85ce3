namespace Reliability.Core.Slo;

/// <summary>What a correction does to the time it covers.</summary>
public enum CorrectionEffect
{
    /// <summary>The time does not count: the window is shorter by it.</summary>
    Exclude,

    /// <summary>The time counts as good: the window keeps its length.</summary>
    Good,
}

/// <summary>A stretch of time, such as maintenance, that an objective does not judge by what happened in it.</summary>
/// <remarks>Events and slices belong to it that start in it. Where both effects meet, <see cref="CorrectionEffect.Exclude"/> wins.</remarks>
/// <param name="From">The start, included.</param>
/// <param name="To">The end, excluded; after <paramref name="From"/>.</param>
/// <param name="Effect">What it does.</param>
public sealed record SloCorrection(DateTimeOffset From, DateTimeOffset To, CorrectionEffect Effect);
