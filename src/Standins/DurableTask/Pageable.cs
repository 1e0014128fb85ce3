using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>Makes pageables from functions.</summary>
public static class Pageable
{
    /// <summary>Makes a pageable from a function that reads a page.</summary>
    /// <typeparam name="T">The values.</typeparam>
    /// <param name="pageFunc">Reads the page that a continuation token asks for; null for the first.</param>
    /// <returns>The pageable; each enumeration reads anew.</returns>
    public static AsyncPageable<T> Create<T>(Func<string?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pageFunc);
        return Create<T>((token, _, cancellation) => pageFunc(token, cancellation));
    }

    /// <summary>Makes a pageable from a function that reads a page.</summary>
    /// <typeparam name="T">The values.</typeparam>
    /// <param name="pageFunc">Reads the page that a continuation token asks for, of about the size given; null for the first.</param>
    /// <returns>The pageable; each enumeration reads anew.</returns>
    public static AsyncPageable<T> Create<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pageFunc);
        return new FunctionPageable<T>(pageFunc);
    }

    private sealed class FunctionPageable<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> read) : AsyncPageable<T>
        where T : notnull
    {
        public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default) =>
            Read(continuationToken, pageSizeHint, CancellationToken.None);

        private async IAsyncEnumerable<Page<T>> Read(
            string? token, int? size, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Page<T> page;
            do
            {
                page = await read(token, size, cancellationToken);
                yield return page;
                token = page.ContinuationToken;
            }
            while (token is not null);
        }
    }
}
