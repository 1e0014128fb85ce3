using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class DimensionSetTests
{
    private static readonly VitalDimensions Full =
        new("/cart", DeviceKind.Tablet, ConnectionKind.ThreeG, "7") { Navigation = NavigationKind.Reload, IsBot = true };

    [Theory]
    [InlineData(DimensionKinds.None, "visit")]
    [InlineData(DimensionKinds.Device | DimensionKinds.Connection, "visit")]
    [InlineData(DimensionKinds.Release, "release")]
    [InlineData(DimensionKinds.Page, "page")]
    [InlineData(DimensionKinds.Page | DimensionKinds.Bot, "page")]
    [InlineData(DimensionKinds.Page | DimensionKinds.Navigation, "page-device")]
    [InlineData(DimensionKinds.Page | DimensionKinds.Connection, "full")]
    [InlineData(DimensionKinds.All, "full")]
    public void Question_is_answered_from_the_smallest_set_that_keeps_what_it_needs(DimensionKinds needed, string name) =>
        Assert.Equal(name, DimensionSet.For(needed).Name);

    [Fact]
    public void Projection_keeps_the_dimensions_of_the_set_and_no_other()
    {
        Assert.Equal(new VitalDimensions("", DeviceKind.Tablet, ConnectionKind.ThreeG, "") { Navigation = NavigationKind.Reload, IsBot = true }, Project("visit"));
        Assert.Equal(new VitalDimensions("", default, default, "7") { IsBot = true }, Project("release"));
        Assert.Equal(new VitalDimensions("/cart", default, default, "") { IsBot = true }, Project("page"));
        Assert.Equal(new VitalDimensions("/cart", DeviceKind.Tablet, default, "") { Navigation = NavigationKind.Reload, IsBot = true }, Project("page-device"));
        Assert.Equal(Full, Project("full"));
    }

    [Fact]
    public void Pages_spread_over_all_chunks_and_always_the_same_ones()
    {
        foreach (var set in DimensionSet.All)
        {
            var chunks = Enumerable.Range(0, 1_000).Select(i => set.ChunkOf($"/{i}")).ToList();
            Assert.Equal(Enumerable.Range(0, set.Chunks), chunks.Distinct().Order());
            Assert.Equal(chunks, Enumerable.Range(0, 1_000).Select(i => set.ChunkOf($"/{i}")));
        }
    }

    [Fact]
    public void Only_sets_that_keep_pages_have_several_chunks() =>
        Assert.All(DimensionSet.All, set => Assert.Equal((set.Kinds & DimensionKinds.Page) != 0, set.Chunks > 1));

    private static VitalDimensions Project(string name) => DimensionSet.All.Single(set => set.Name == name).Project(Full);
}
