namespace Reliability.Core.Slo;

/// <summary>What an objective counts.</summary>
public abstract record SloIndicator;

/// <summary>A ratio of two counts.</summary>
/// <param name="Total">All valid events.</param>
/// <param name="Part">The good events, or the bad ones when <paramref name="CountsBad"/>; a part of <paramref name="Total"/>.</param>
/// <param name="CountsBad">Whether <paramref name="Part"/> counts bad events.</param>
public sealed record RatioIndicator(MetricSource Total, MetricSource Part, bool CountsBad) : SloIndicator;

/// <summary>Counts that come with the question, not from a source.</summary>
public sealed record GivenIndicator : SloIndicator;

/// <summary>Where a count comes from.</summary>
/// <param name="Type">The kind of source, e.g. <c>rum</c>.</param>
/// <param name="Spec">What to count there; its keys depend on <paramref name="Type"/>.</param>
public sealed record MetricSource(string Type, IReadOnlyDictionary<string, string> Spec);
