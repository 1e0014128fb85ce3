namespace Microsoft.DurableTask.Tests;

public sealed class PageableTests
{
    private readonly List<string> _asked = [];

    [Fact]
    public async Task Pages_are_asked_for_by_the_token_of_the_page_before_also_after_an_empty_one()
    {
        AsyncPageable<int> pageable = Pageable.Create<int>((token, _) => Task.FromResult(Read(token)));

        Assert.Equal([1, 2, 3], await All(pageable));
        Assert.Equal(["start", "b", "c"], _asked);
        Assert.Equal([1, 2, 3], await All(pageable));
    }

    [Fact]
    public async Task Paging_goes_on_from_a_token_with_the_size_that_is_asked_for()
    {
        int? asked = null;
        AsyncPageable<int> pageable = Pageable.Create<int>((token, size, _) =>
        {
            asked = size;
            return Task.FromResult(Read(token));
        });

        Page<int> last = Assert.Single(await All(pageable.AsPages("c", 50)));

        Assert.Equal([3], last.Values);
        Assert.Null(last.ContinuationToken);
        Assert.Equal(50, asked);
    }

    [Fact]
    public async Task The_token_of_the_enumeration_reaches_the_function()
    {
        using var cancellation = new CancellationTokenSource();
        CancellationToken seen = default;
        AsyncPageable<int> pageable = Pageable.Create<int>((_, token) =>
        {
            seen = token;
            return Task.FromResult(new Page<int>([1]));
        });

        await foreach (int _ in pageable.WithCancellation(cancellation.Token))
        {
        }

        Assert.Equal(cancellation.Token, seen);
    }

    private static async Task<List<T>> All<T>(IAsyncEnumerable<T> values)
    {
        List<T> all = [];
        await foreach (T value in values)
        {
            all.Add(value);
        }

        return all;
    }

    private Page<int> Read(string? token)
    {
        _asked.Add(token ?? "start");
        return token switch
        {
            null => new([1, 2], "b"),
            "b" => new([], "c"),
            _ => new([3]),
        };
    }
}
