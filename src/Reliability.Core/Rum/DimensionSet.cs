using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>Dimensions by which the cells of a day are added up beforehand, so that a question reads no more than it needs.</summary>
/// <param name="Name">Part of the stored format: lower-case letters and <c>-</c>.</param>
/// <param name="Kinds">The dimensions kept; the others are left at their defaults.</param>
/// <param name="Chunks">1 to 16: how many chunks, by page, its cells are spread over; 1 when pages are not kept.</param>
public sealed record DimensionSet(string Name, DimensionKinds Kinds, int Chunks)
{
    /// <summary>The most chunks of any set, and of an hour.</summary>
    public const int MaxChunks = 16;

    /// <summary>Gets every set, those with the fewest cells first; the last one keeps everything.</summary>
    public static IReadOnlyList<DimensionSet> All { get; } =
    [
        new("visit", DimensionKinds.Device | DimensionKinds.Connection | DimensionKinds.Navigation | DimensionKinds.Bot, 1),
        new("release", DimensionKinds.Release | DimensionKinds.Bot, 1),
        new("page", DimensionKinds.Page | DimensionKinds.Bot, 4),
        new("page-device", DimensionKinds.Page | DimensionKinds.Device | DimensionKinds.Navigation | DimensionKinds.Bot, MaxChunks),
        new("full", DimensionKinds.All, MaxChunks),
    ];

    /// <summary>Gets the smallest set that keeps what a question needs.</summary>
    public static DimensionSet For(DimensionKinds needed) => All.First(set => (needed & ~set.Kinds) == 0);

    /// <summary>Gets dimensions with only what this set keeps.</summary>
    public VitalDimensions Project(VitalDimensions dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return Kinds == DimensionKinds.All ? dimensions : new VitalDimensions(
            Keeps(DimensionKinds.Page) ? dimensions.Page : "",
            Keeps(DimensionKinds.Device) ? dimensions.Device : default,
            Keeps(DimensionKinds.Connection) ? dimensions.Connection : default,
            Keeps(DimensionKinds.Release) ? dimensions.Release : "")
        {
            Navigation = Keeps(DimensionKinds.Navigation) ? dimensions.Navigation : default,
            IsBot = Keeps(DimensionKinds.Bot) && dimensions.IsBot,
        };
    }

    /// <summary>Gets the chunk that holds all cells of a page.</summary>
    /// <returns>0 to <see cref="Chunks"/> − 1.</returns>
    public int ChunkOf(string page) => (int)(Hash64.Of(page.AsSpan()) % (ulong)Chunks);

    private bool Keeps(DimensionKinds kind) => (Kinds & kind) != 0;
}
