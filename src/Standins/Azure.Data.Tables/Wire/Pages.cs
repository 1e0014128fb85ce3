namespace Azure.Data.Tables.Wire;

/// <summary>Fetches one page: the first for a null continuation.</summary>
internal delegate Task<Page<T>> FetchPage<T>(string? continuation, int? size, bool async, CancellationToken cancellation)
    where T : notnull;

/// <summary>Pages fetched as the caller asks for them.</summary>
internal sealed class AsyncPages<T>(FetchPage<T> fetch, int? maxPerPage, CancellationToken cancellation) : AsyncPageable<T>(cancellation)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await fetch(continuationToken, pageSizeHint ?? maxPerPage, true, CancellationToken).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }

    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        string? continuation = null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        do
        {
            var page = await fetch(continuation, maxPerPage, true, either.Token).ConfigureAwait(false);
            foreach (var item in page.Values)
                yield return item;
            continuation = page.ContinuationToken;
        }
        while (continuation is not null);
    }
}

/// <summary>Pages fetched while the thread waits.</summary>
internal sealed class SyncPages<T>(FetchPage<T> fetch, int? maxPerPage, CancellationToken cancellation) : Pageable<T>(cancellation)
    where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = fetch(continuationToken, pageSizeHint ?? maxPerPage, false, CancellationToken).GetAwaiter().GetResult();
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
