using System.Text.Json;
using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class RumRecordTests
{
    private const int Cases = 1_000;
    private static readonly VitalDimensions Visit = new("/products/:id", DeviceKind.Mobile, ConnectionKind.FourG, "1.0");

    [Fact]
    public void Record_is_read_back_as_written()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var record = AnyRecord.Of(seed);
            Assert.True(RumRecord.TryRead(AnyRecord.Bytes(record), out var read), $"seed {seed}");
            Assert.Equal(
                (record.Site, record.ReceivedAt, record.IdempotencyHash, record.Weight), (read.Site, read.ReceivedAt, read.IdempotencyHash, read.Weight));
            Assert.Equal(record.Samples, read.Samples);
            Assert.Equal(record.Events.Select(Show), read.Events.Select(Show));
        }
    }

    [Fact]
    public void Cut_or_mutated_record_is_refused_or_read_and_never_throws()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var bytes = AnyRecord.Bytes(AnyRecord.Of(seed));
            var random = new Random(seed);
            Assert.False(RumRecord.TryRead(bytes.AsSpan(0, random.Next(bytes.Length)), out _), $"seed {seed}");
            Assert.False(RumRecord.TryRead([.. bytes, 0], out _), $"seed {seed}");
            for (var i = 0; i < 100; i++)
            {
                var changed = (byte[])bytes.Clone();
                for (var change = random.Next(1, 4); change > 0; change--) changed[random.Next(Math.Min(changed.Length, i < 50 ? 30 : int.MaxValue))] = (byte)random.Next(256);
                if (RumRecord.TryRead(changed, out var read)) AssertAcceptable(read, $"seed {seed}, {i}");
            }
        }
    }

    [Fact]
    public void Noise_is_refused_or_read_and_never_throws()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            if (bytes.Length > 0) bytes[0] = 2;
            if (RumRecord.TryRead(bytes, out var read)) AssertAcceptable(read, $"{i}");
        }
    }

    [Fact]
    public void Visit_is_written_once_however_many_samples_share_it()
    {
        var one = Length(1, i => Visit);
        Assert.Equal(one + (99 * 17), Length(100, _ => Visit with { }));
        var other = Visit with { IsBot = true };
        Assert.Equal(Length(2, i => i == 0 ? Visit : other) + (98 * 18), Length(100, i => i % 2 == 0 ? Visit : other));
    }

    private static int Length(int samples, Func<int, VitalDimensions> visit) => AnyRecord.Bytes(new RumRecord(
        "shop", DateTimeOffset.UnixEpoch, [.. Enumerable.Range(0, samples).Select(i => new VitalSample(VitalMetric.LCP, 1, 1, visit(i)) { Session = 1, AgeSeconds = 5 })])).Length;

    private static void AssertAcceptable(RumRecord record, string context)
    {
        var cells = new VitalCellSet();
        foreach (var sample in record.Samples) cells.Add(record.Site, record.ReceivedAt, sample, record.Weight);
        Assert.All(record.Samples, sample => Assert.InRange(sample.AgeSeconds, 0, RumRecord.MaxAgeSeconds));
        Assert.All(record.Events, happened => Assert.InRange(happened.AgeSeconds, 0, RumRecord.MaxAgeSeconds));
        Assert.True(RumRecord.TryRead(AnyRecord.Bytes(record), out _), context);
    }

    private static string Show(RumEvent happened) => happened.GetType().Name + JsonSerializer.Serialize<object>(happened);
}
