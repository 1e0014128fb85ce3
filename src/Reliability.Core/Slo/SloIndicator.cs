namespace Reliability.Core.Slo;

/// <summary>What an objective counts.</summary>
public abstract record SloIndicator
{
    /// <summary>Gets the sources that it reads; all of one type and connection. Empty when its counts come with the question.</summary>
    public virtual IReadOnlyList<MetricSource> Sources => [];
}

/// <summary>A ratio of two counts.</summary>
/// <param name="Total">All valid events.</param>
/// <param name="Part">The good events, or the bad ones when <paramref name="CountsBad"/>; a part of <paramref name="Total"/>.</param>
/// <param name="CountsBad">Whether <paramref name="Part"/> counts bad events.</param>
public sealed record RatioIndicator(MetricSource Total, MetricSource Part, bool CountsBad) : SloIndicator
{
    /// <inheritdoc/>
    public override IReadOnlyList<MetricSource> Sources => [Total, Part];
}

/// <summary>A value that is held against a limit: each point of the source is one observation.</summary>
/// <param name="Metric">The value.</param>
/// <param name="Operator">How it must compare to <paramref name="Value"/> to be good.</param>
/// <param name="Value">The limit, in the unit of <paramref name="Metric"/>.</param>
public sealed record ThresholdIndicator(MetricSource Metric, ThresholdOperator Operator, decimal Value) : SloIndicator
{
    /// <inheritdoc/>
    public override IReadOnlyList<MetricSource> Sources => [Metric];

    /// <summary>Tells whether an observation is good.</summary>
    /// <param name="observed">The value that was observed.</param>
    public bool IsGood(decimal observed) => Operator switch
    {
        ThresholdOperator.AtMost => observed <= Value,
        ThresholdOperator.AtLeast => observed >= Value,
        ThresholdOperator.Below => observed < Value,
        _ => observed > Value,
    };
}

/// <summary>A ratio that a source has worked out itself: each point is one unit, and its value the share of it.</summary>
/// <param name="Raw">The ratio: 0 to 1.</param>
/// <param name="IsFailure">Whether it is the share of bad events instead of good ones.</param>
public sealed record RawRatioIndicator(MetricSource Raw, bool IsFailure) : SloIndicator
{
    /// <inheritdoc/>
    public override IReadOnlyList<MetricSource> Sources => [Raw];

    /// <summary>Returns the good share of one unit.</summary>
    /// <param name="ratio">The ratio that was observed: 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not 0 to 1.</exception>
    public decimal GoodShare(decimal ratio)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ratio);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ratio, 1m);
        return IsFailure ? 1m - ratio : ratio;
    }
}

/// <summary>Counts that come with the question, not from a source.</summary>
public sealed record GivenIndicator : SloIndicator;
