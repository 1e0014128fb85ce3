using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum.Counting;

/// <summary>What must hold of counting for any records; cases are made from seeds, which failures name.</summary>
public sealed class CountingLaws
{
    private const int Cases = 400;
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 0, 5, 0, TimeSpan.Zero);
    private static readonly string[] Pages = ["/", "/cart", "/products/:id"];

    [Fact]
    public void Any_order_duplication_split_and_restart_gives_the_same_cells_to_the_bit()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var visits = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Visit(random)).ToArray();
            var plain = new CountingWorld();
            plain.Round([.. visits.SelectMany(visit => visit.Samples, (visit, sample) => visit with { Samples = [sample] })]);

            var world = new CountingWorld();
            foreach (var round in Cut(random, Shuffled(random, visits.SelectMany(visit => Requests(random, visit)))))
            {
                world.Round(round);
                if (random.Next(3) == 0) world.Restart();
            }

            Assert.True(plain.Cells().SequenceEqual(world.Cells()), $"seed {seed}:\n{string.Join('\n', plain.Cells())}\nare not\n{string.Join('\n', world.Cells())}");
        }
    }

    [Fact]
    public void Deltas_add_up_in_any_order_split_and_restart_to_the_bit()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var deltas = Enumerable.Range(0, random.Next(1, 30))
                .Select(i => Delta((ulong)random.Next(1, 5), Start.AddSeconds(i * 50), Math.Round(random.NextDouble() / 3, random.Next(1, 8)), Pages[random.Next(Pages.Length)])).ToArray();
            var expected = new CountingWorld();
            foreach (var page in deltas.GroupBy(delta => delta.Samples[0].IdHash))
            {
                var sum = page.Sum(delta => (decimal)Math.Round(delta.Samples[0].Value, 6));
                var last = page.Last();
                expected.Round(last with { Samples = [last.Samples[0] with { Value = (double)sum, IsDelta = false }] });
            }

            var world = new CountingWorld();
            foreach (var round in Cut(random, Shuffled(random, deltas)))
            {
                world.Round(round);
                if (random.Next(3) == 0) world.Restart();
            }

            Assert.True(expected.Cells().SequenceEqual(world.Cells()), $"seed {seed}:\n{string.Join('\n', expected.Cells())}\nare not\n{string.Join('\n', world.Cells())}");
        }
    }

    [Fact]
    public void Deltas_after_half_an_hour_are_passed_over_and_never_make_a_page_view_count_twice()
    {
        var (steady, restarted) = (new CountingWorld(), new CountingWorld());
        for (var minute = 0; minute < 55; minute += 5)
        {
            foreach (var world in new[] { steady, restarted }) world.Round(Delta(7, Start.AddMinutes(minute), 0.01, "/"));
            restarted.Restart();
        }

        var expected = new CountingWorld();
        expected.Round(Delta(7, Start.AddMinutes(30), 0.07, "/"));
        Assert.Equal(expected.Cells(), steady.Cells());
        Assert.Equal(expected.Cells(), restarted.Cells());
    }

    [Fact]
    public void Process_that_restores_the_last_rounds_decides_as_one_that_never_ended()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var capacity = random.Next(3) == 0 ? random.Next(1, 60) : 1_000_000;
            var (steady, restarted) = (new CountingWorld(capacity), new CountingWorld(capacity));
            var clock = Start;
            for (var round = 0; round < 40; round++)
            {
                clock += TimeSpan.FromSeconds(random.Next(4) == 0 ? random.Next(3_000) : random.Next(100));
                var records = Enumerable.Range(0, random.Next(8)).Select(_ => Wild(random, clock)).ToArray();
                steady.Round(records);
                if (random.Next(2) == 0) restarted.Restart();
                restarted.Round(records);
                Assert.True(steady.Notes.Last().AsSpan().SequenceEqual(restarted.Notes.Last()), $"seed {seed}, round {round}");
            }

            Assert.Equal(steady.Cells(), restarted.Cells());
            Assert.Equal(steady.Memory.Count, restarted.Memory.Count);
        }
    }

    private static RumRecord Delta(ulong id, DateTimeOffset at, double value, string page) =>
        new("shop", at, [new VitalSample(VitalMetric.CLS, value, id, new VitalDimensions(page, DeviceKind.Mobile, ConnectionKind.FourG, "")) { IsDelta = true }]);

    // Requests come in within 25 minutes; what they tell of happened up to a day before. Times of one measurement all differ.
    private static RumRecord Visit(Random random)
    {
        var used = new HashSet<(ulong, int)>();
        return new RumRecord(random.Next(4) == 0 ? "blog" : "shop", Start.AddMilliseconds(random.Next(25 * 60_000)), [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Sample(random)).Where(sample => used.Add((sample.IdHash, sample.AgeSeconds)))])
        {
            Weight = random.Next(2) == 0 ? 1_000 : 4_000,
        };
    }

    // The samples of a visit in one request or several. Some are sent twice: under a key, or all of them with ids.
    private static IEnumerable<RumRecord> Requests(Random random, RumRecord visit)
    {
        var samples = Shuffled(random, visit.Samples);
        for (var at = 0; at < samples.Length;)
        {
            var size = random.Next(1, samples.Length - at + 1);
            var request = visit with { Samples = samples[at..(at + size)], IdempotencyHash = random.Next(2) == 0 ? 0 : (ulong)random.NextInt64(1, long.MaxValue) };
            yield return request;
            at += size;
            if (request.IdempotencyHash == 0 && request.Samples.Any(sample => sample.IdHash == 0)) continue;
            for (var copies = random.Next(3); copies > 0; copies--) yield return Later(request, random.Next(120));
        }
    }

    private static RumRecord Later(RumRecord request, int seconds) => request with
    {
        ReceivedAt = request.ReceivedAt.AddSeconds(seconds),
        Samples = [.. request.Samples.Select(sample => sample with { AgeSeconds = sample.AgeSeconds + seconds })],
    };

    // Any times, in any order, up to three hours late.
    private static RumRecord Wild(Random random, DateTimeOffset clock) =>
        new("shop", clock.AddMilliseconds(-random.Next(random.Next(5) == 0 ? 3 * 3_600_000 : 10_000)), [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Sample(random))])
        {
            IdempotencyHash = random.Next(2) == 0 ? 0 : (ulong)random.Next(1, 20),
        };

    private static VitalSample Sample(Random random) => new(
        (VitalMetric)random.Next(3), random.Next(10_000) / 100.0, (ulong)random.Next(12), new VitalDimensions(Pages[random.Next(Pages.Length)], DeviceKind.Mobile, ConnectionKind.FourG, ""))
    {
        AgeSeconds = random.Next(3) switch { 0 => 0, 1 => random.Next(7_200), _ => random.Next(86_000) },
    };

    private static IEnumerable<RumRecord[]> Cut(Random random, RumRecord[] records)
    {
        for (var at = 0; at < records.Length;)
        {
            var size = random.Next(1, random.Next(2) == 0 ? 4 : records.Length - at + 1);
            yield return records[at..Math.Min(records.Length, at + size)];
            at += size;
        }
    }

    private static T[] Shuffled<T>(Random random, IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
