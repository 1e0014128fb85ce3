using Reliability.Core.Slo;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>What objectives need counted: an indicator that several share, once.</summary>
internal sealed class SloDemands
{
    private static readonly TimeSpan LeastKept = TimeSpan.FromDays(35);
    private static readonly TimeSpan Margin = TimeSpan.FromDays(2);

    private readonly Dictionary<string, SliDemand> _demands = new(StringComparer.Ordinal);
    private readonly Dictionary<ServiceLevelObjective, string[]> _keys = new(ReferenceEqualityComparer.Instance);

    private SloDemands(DateTimeOffset now) => KeepFrom = StartOfDay(now - LeastKept);

    /// <summary>Gets what to count; each key once.</summary>
    public IReadOnlyCollection<SliDemand> All => _demands.Values;

    /// <summary>Gets the first day that anything needs, and some days before: a midnight, UTC.</summary>
    public DateTimeOffset KeepFrom { get; private set; }

    /// <summary>Finds what objectives need.</summary>
    public static SloDemands Of(IReadOnlyList<ServiceLevelObjective> slos, DateTimeOffset now, SloPolicy policy)
    {
        var demands = new SloDemands(now);
        foreach (var slo in slos)
            demands.Add(slo, SloEvaluator.NeedsFrom(slo, now, policy));
        return demands;
    }

    /// <summary>Returns the keys of an objective's members, in their order.</summary>
    public IReadOnlyList<string> KeysOf(ServiceLevelObjective slo) => _keys[slo];

    private void Add(ServiceLevelObjective slo, DateTimeOffset from)
    {
        _keys[slo] = [.. slo.Members.Select(member => IndicatorKey.Of(member.Indicator))];
        foreach (var (key, member) in _keys[slo].Zip(slo.Members))
        {
            if (!_demands.TryGetValue(key, out var known) || from < known.From)
                _demands[key] = new SliDemand(key, member.Indicator, from);
        }

        var keep = StartOfDay(from - Margin);
        if (keep < KeepFrom)
            KeepFrom = keep;
    }

    private static DateTimeOffset StartOfDay(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerDay), TimeSpan.Zero);
}
