namespace Microsoft.DurableTask;

/// <summary>Values that come in pages.</summary>
/// <typeparam name="T">The values.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>Goes through the pages.</summary>
    /// <param name="continuationToken">The token of the page before the first one wanted; null to begin.</param>
    /// <param name="pageSizeHint">How many values a page should have; it may have others.</param>
    /// <returns>The pages.</returns>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default);

    /// <summary>Goes through the values of all pages.</summary>
    /// <param name="cancellationToken">Stops before the next page.</param>
    /// <returns>The values.</returns>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T> page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (T value in page.Values)
            {
                yield return value;
            }
        }
    }
}

/// <summary>A page of values.</summary>
/// <typeparam name="T">The values.</typeparam>
/// <param name="values">The values.</param>
/// <param name="continuationToken">What asks for the next page; null on the last.</param>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
    where T : notnull
{
    /// <summary>Gets the values; there may be none even if more pages follow.</summary>
    public IReadOnlyList<T> Values { get; } = values ?? throw new ArgumentNullException(nameof(values));

    /// <summary>Gets what asks for the next page.</summary>
    /// <value>Null on the last.</value>
    public string? ContinuationToken { get; } = continuationToken;
}
