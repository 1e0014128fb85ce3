using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>How far sessions came in a funnel.</summary>
public static class FunnelProgress
{
    /// <summary>The most steps of a funnel that are counted.</summary>
    public const int MaxSteps = 20;

    /// <summary>Gets what a funnel is counted under: another name or other steps make another one, counted from then on.</summary>
    public static ulong KeyOf(RumFunnel funnel)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        return Hash64.Of($"{funnel.Name}\n{string.Join('\n', funnel.Steps)}".AsSpan());
    }

    /// <summary>Finds when a session reached the steps: each at the first time that is not before the step before it.</summary>
    /// <remarks>Two steps in the same second count as in order, since ages are told in whole seconds. A name that is a step twice must come twice.</remarks>
    /// <returns>Times in milliseconds since 1970, for as many steps as were reached.</returns>
    public static IReadOnlyList<long> Reached(RumFunnel funnel, RumSession session)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        ArgumentNullException.ThrowIfNull(session);
        var reached = new List<long>();
        var used = new Dictionary<string, long>();
        foreach (var step in funnel.Steps.Take(MaxSteps))
        {
            if (!session.Steps.TryGetValue(step, out var times)) break;
            var before = reached is [.., var last] ? last : long.MinValue;
            var found = times.Times.Where(time => time >= before && (!used.TryGetValue(step, out var same) || time > same)).Take(1).ToList();
            if (found.Count == 0) break;
            reached.Add(used[step] = found[0]);
        }

        return reached;
    }
}
