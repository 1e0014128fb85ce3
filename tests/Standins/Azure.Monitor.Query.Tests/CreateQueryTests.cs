namespace Azure.Monitor.Query.Tests;

public sealed class CreateQueryTests
{
    [Fact]
    public void Values_become_literals_of_their_types() => Assert.Equal(
        "T | where a == int(1) and b == long(2) and c == real(0.5) and d == decimal(1.5) and e == true and f == guid(00000000-0000-0000-0000-000000000000)"
        + " and g == datetime(2026-05-01T10:00:00.0000000Z) and h == time(01:00:00) and i == \"x\"",
        LogsQueryClient.CreateQuery($"T | where a == {1} and b == {2L} and c == {0.5} and d == {1.5m} and e == {true} and f == {Guid.Empty} and g == {new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.FromHours(2))} and h == {TimeSpan.FromHours(1)} and i == {'x'}"));

    [Fact]
    public void Text_cannot_end_its_literal() => Assert.Equal(
        """T | where s == "\" or 1==1 //\\\n\r\t" """.TrimEnd(), LogsQueryClient.CreateQuery($"T | where s == {"\" or 1==1 //\\\n\r\t"}"));

    [Fact]
    public void Values_without_a_literal_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LogsQueryClient.CreateQuery($"T | where x == {null}"));
        Assert.Throws<ArgumentException>(() => LogsQueryClient.CreateQuery($"T | where x == {new object()}"));
        Assert.Null(LogsQueryClient.CreateQuery(null!));
    }
}
