using System.Linq.Expressions;

namespace Azure.Data.Tables.Tests;

public sealed class FilterTests
{
    private static readonly Guid Id = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));
    private readonly string _field = "it's";

    public static TheoryData<string, Expression<Func<Order, bool>>> Predicates
    {
        get
        {
            var captured = 42L;
            int? maybe = 3;
            return new()
            {
                { "PartitionKey eq 'a'", order => order.PartitionKey == "a" },
                { "PartitionKey eq 'a'", order => "a" == order.PartitionKey },
                { "Count gt 3", order => 3 < order.Count },
                { "Count ge 3", order => maybe <= order.Count },
                { "Big eq 42L", order => order.Big == captured },
                { "Big eq 5L", order => order.Big == 5 },
                { "Ratio lt 2.0", order => order.Ratio < 2 },
                { "Ratio ne 0.5", order => order.Ratio != 0.5 },
                { "Flag eq true", order => order.Flag },
                { "not (Flag eq true)", order => !order.Flag },
                { "Flag eq false", order => order.Flag == false },
                { "MaybeFlag eq true", order => order.MaybeFlag!.Value },
                { "MaybeCount ge 1", order => order.MaybeCount >= 1 },
                { "MaybeCount eq 1", order => order.MaybeCount!.Value == 1 },
                { "Id eq guid'01234567-89ab-cdef-0123-456789abcdef'", order => order.Id == Id },
                { "At ge datetime'2026-01-02T01:04:05.0000000Z'", order => order.At >= At },
                { "Utc lt datetime'2026-01-01T00:00:00.0000000Z'", order => order.Utc < new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) },
                { "renamed eq 'x'", order => order.Original == "x" },
                { "RowKey ge 'b'", order => string.Compare(order.RowKey, "b") >= 0 },
                { "RowKey lt 'b'", order => order.RowKey.CompareTo("b") < 0 },
                { "RowKey eq 'b'", order => order.RowKey.Equals("b") },
                { "RowKey eq 'b'", order => string.Equals(order.RowKey, "b") },
                { "(PartitionKey eq 'a') and ((Count gt 1) or (Flag eq true))", order => order.PartitionKey == "a" && (order.Count > 1 || order.Flag) },
                { "not ((Count gt 1) and (Count lt 5))", order => !(order.Count > 1 && order.Count < 5) },
            };
        }
    }

    public static TheoryData<Expression<Func<Order, bool>>> Untranslatable => new()
    {
        order => order.PartitionKey.StartsWith('a'),
        order => order.PartitionKey.Contains('a'),
        order => order.Text == null,
        order => order.Count + 1 == 2,
        order => order.PartitionKey == order.RowKey,
        order => order.PartitionKey.Length == 1,
        order => order.Color == Color.Green,
        order => string.Equals(order.PartitionKey, "a", StringComparison.OrdinalIgnoreCase),
        order => string.Compare(order.PartitionKey, "a", StringComparison.Ordinal) > 0,
        order => string.Compare(order.PartitionKey, "a") > 1,
        order => order.Count > 1 ^ order.Flag,
        order => order.PartitionKey.Trim() == "A",
        order => true,
    };

    [Theory]
    [MemberData(nameof(Predicates))]
    public void A_predicate_becomes_a_filter(string expected, Expression<Func<Order, bool>> predicate) =>
        Assert.Equal(expected, TableClient.CreateQueryFilter(predicate));

    [Theory]
    [MemberData(nameof(Untranslatable))]
    public void What_the_service_cannot_evaluate_is_refused(Expression<Func<Order, bool>> predicate) =>
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter(predicate));

    [Fact]
    public void Captured_fields_and_dictionary_entries_are_understood()
    {
        Assert.Equal("RowKey eq 'it''s'", TableClient.CreateQueryFilter<TableEntity>(entity => entity.RowKey == _field));
        Assert.Equal("Big gt 3L", TableClient.CreateQueryFilter<TableEntity>(entity => entity.GetInt64("Big") > 3));
        Assert.Equal("Text eq 'x'", TableClient.CreateQueryFilter<TableEntity>(entity => (string)entity["Text"] == "x"));
        Assert.Equal("Flag eq true", TableClient.CreateQueryFilter<TableEntity>(entity => entity.GetBoolean("Flag") == true));
    }

    [Fact]
    public void An_interpolated_filter_quotes_its_values()
    {
        var filter = TableClient.CreateQueryFilter(
            $"A eq {"it's"} and B eq {5} and C eq {5L} and D eq {5.0} and E eq {true} and F eq {Id} and G eq {At} and H eq {new byte[] { 1, 171 }} and I eq {'c'}");

        Assert.Equal(
            "A eq 'it''s' and B eq 5 and C eq 5L and D eq 5.0 and E eq true and F eq guid'01234567-89ab-cdef-0123-456789abcdef'"
            + " and G eq datetime'2026-01-02T01:04:05.0000000Z' and H eq X'01AB' and I eq 'c'",
            filter);
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {TimeSpan.Zero}"));
    }
}
