using Reliability.Core.Slo;
using Reliability.Core.Slo.Cells;

namespace Reliability.Integrations.Slo;

/// <summary>An indicator that shall be counted.</summary>
/// <param name="Key">What <see cref="IndicatorKey.Of"/> says.</param>
/// <param name="Indicator">The indicator.</param>
/// <param name="From">Since when.</param>
public sealed record SliDemand(string Key, SloIndicator Indicator, DateTimeOffset From);

/// <summary>What was counted for an indicator.</summary>
/// <param name="Minutes">Its minutes, as far as they are known.</param>
/// <param name="CountedFrom">Since when they are known, while that is later than was asked for; else null.</param>
/// <param name="Failure">Why they are not known up to now; null when they are.</param>
public sealed record CollectedSli(MinuteSeries Minutes, DateTimeOffset? CountedFrom, Exception? Failure);
