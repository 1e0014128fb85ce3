using Azure;

namespace Reliability.Testing;

/// <summary>Pages of <see cref="InMemoryTables"/>: each is an operation of its own.</summary>
internal sealed class InMemoryPages<T>(
    Func<string?, int?, CancellationToken, Task<Page<T>>> fetch, int? maxPerPage, CancellationToken queryCancellation) : AsyncPageable<T>(queryCancellation)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await fetch(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }

    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        string? continuation = null;
        do
        {
            var page = await fetch(continuation, maxPerPage, either.Token);
            foreach (var item in page.Values)
                yield return item;
            continuation = page.ContinuationToken;
        }
        while (continuation is not null);
    }
}
