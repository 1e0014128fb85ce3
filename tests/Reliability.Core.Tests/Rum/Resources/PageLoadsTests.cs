using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum.Resources;

public sealed class PageLoadsTests
{
    [Fact]
    public void What_was_stored_is_read_again()
    {
        var loads = new PageLoads();
        loads.Visit("/", 3);
        loads.Visit("/checkout", 1);
        loads.Add(new ResourceKey("/", ResourceKind.Script, "cdn.example"), new ResourceUse(12, 90_000, 350_200, 3, 41_000, 0, 0));
        loads.Add(new ResourceKey("/checkout", ResourceKind.Image, ""), new ResourceUse(4, 1L << 40, 1, 0, 0, 2, 77));
        loads.Add(new CauseKey("/", VitalMetric.LCP, "img.hero"), new CauseUse(2, 5_000_000, 2, (1, 2, 3, 4)));

        Assert.True(PageLoads.TryDecode(loads.Encode(), out var read));
        Assert.Equal(loads.Resources.OrderBy(Text), read.Resources.OrderBy(Text));
        Assert.Equal(loads.Causes, read.Causes);
        Assert.Equal(3, read.Visits["/"]);
        Assert.Equal(loads.Encode(), read.Encode());
    }

    [Fact]
    public void Order_of_adding_does_not_matter()
    {
        var random = new Random(7);
        var parts = Enumerable.Range(0, 40).Select(_ => Some(random)).ToList();
        var expected = Merge(parts);
        for (var round = 0; round < 20; round++)
        {
            var shuffled = parts.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(expected, Merge(shuffled));
        }
    }

    [Theory]
    [InlineData('a')]
    [InlineData('\u20AC')] // three bytes
    public void Made_up_names_without_end_stay_within_a_property_of_an_entity(char letter)
    {
        var loads = new PageLoads();
        var long100 = new string(letter, 90);
        for (var i = 0; i < 5_000; i++)
        {
            var page = loads.Visit($"/{i}{long100}", 1);
            loads.Add(new ResourceKey(page, ResourceKind.Xhr, $"{i}.{long100}"), new ResourceUse(1_000_000, 1L << 40, 1L << 40, 1_000_000, 1L << 40, 1_000_000, 1L << 40));
            loads.Add(new CauseKey(page, VitalMetric.INP, $"#{i}{long100}"), new CauseUse(1_000_000, 1L << 40, 1, (1L << 40, 1L << 40, 1L << 40, 1L << 40)));
        }

        var encoded = loads.Encode();
        Assert.InRange(encoded.Length, 1, PageLoads.MaxEncodedBytes);
        Assert.Equal(5_000, loads.Visits.Values.Sum());
        Assert.Equal(5_000_000_000, loads.Resources.Values.Sum(use => use.Count));
        Assert.Equal(5_000_000_000, loads.Causes.Values.Sum(use => use.Count));
        Assert.True(PageLoads.TryDecode(encoded, out var read));
        Assert.Equal(encoded, read.Encode());
    }

    [Fact]
    public void Sums_end_instead_of_overflowing_in_any_order()
    {
        var huge = new ResourceUse(1, ResourceUse.Most - 5, 0, 0, ResourceUse.Most, 0, 3);
        var some = new ResourceUse(2, 10, ResourceUse.Most, 1, 7, 0, 4);
        var expected = new ResourceUse(4, ResourceUse.Most, ResourceUse.Most, 1, ResourceUse.Most, 0, 10);
        Assert.Equal(expected, huge + huge + some with { Count = 2, OffscreenBytes = 4 });
        Assert.Equal(expected, some + huge + huge);
        Assert.Equal(ResourceUse.Most, (new CauseUse(1, ResourceUse.Most, 1, default) + new CauseUse(1, 9, 1, default)).Value);
    }

    [Fact]
    public void Bytes_that_are_something_else_are_refused()
    {
        var random = new Random(3);
        var whole = Some(random).Encode();
        for (var length = 0; length < whole.Length; length++) Assert.False(PageLoads.TryDecode(whole.AsSpan(0, length), out _));
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = whole.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            PageLoads.TryDecode(bytes, out _); // whatever the answer: no exception
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void Times_nobody_believes_count_as_none(double milliseconds)
    {
        var loaded = new ResourceEvent(new VitalDimensions("/", DeviceKind.Mobile, ConnectionKind.FourG, ""), ResourceKind.Font, "", 1, -5, milliseconds);
        Assert.Equal(new ResourceUse(1, 0, 0, 0, 0, 0, 0), ResourceUse.Of(loaded));
    }

    private static byte[] Merge(IEnumerable<PageLoads> parts)
    {
        var sum = new PageLoads();
        foreach (var part in parts) sum.Merge(part);
        return sum.Encode();
    }

    private static PageLoads Some(Random random)
    {
        var loads = new PageLoads();
        for (var i = 0; i < 5; i++)
        {
            var page = loads.Visit($"/{random.Next(8)}", 1);
            loads.Add(new ResourceKey(page, (ResourceKind)random.Next(6), $"h{random.Next(4)}"), new ResourceUse(random.Next(9), random.Next(), random.Next(), 1, 2, 3, 4));
            loads.Add(new CauseKey(page, VitalMetric.CLS, $"#e{random.Next(4)}"), new CauseUse(1, random.Next(), 0, default));
        }

        return loads;
    }

    private static string Text(KeyValuePair<ResourceKey, ResourceUse> pair) => pair.Key.ToString();
}
