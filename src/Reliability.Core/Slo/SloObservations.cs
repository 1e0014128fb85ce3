namespace Reliability.Core.Slo;

/// <summary>What was counted for an objective.</summary>
/// <param name="Members">
/// The points of each member, in the order of <see cref="ServiceLevelObjective.Members"/>. Points come in any order and
/// may be more than needed; points of the same time add up. A point belongs to a window when it starts in it.
/// </param>
/// <param name="Corrections">What is not judged by its events; may be empty.</param>
public sealed record SloObservations(
    IReadOnlyList<IReadOnlyList<SliPoint>> Members, IReadOnlyList<SloCorrection> Corrections)
{
    /// <summary>Makes the observations of an objective with one member, without corrections.</summary>
    /// <param name="points">Its points.</param>
    public static SloObservations Of(IReadOnlyList<SliPoint> points) => new([points], []);

    /// <summary>Makes the observations of an objective of which nothing was counted.</summary>
    /// <param name="slo">The objective.</param>
    public static SloObservations None(ServiceLevelObjective slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return new([.. slo.Members.Select(_ => Array.Empty<SliPoint>())], []);
    }
}
