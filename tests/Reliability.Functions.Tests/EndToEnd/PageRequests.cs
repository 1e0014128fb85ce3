using Microsoft.Playwright;

namespace Reliability.Functions.Tests.EndToEnd;

internal static class PageRequests
{
    /// <summary>Waits until some requests of a kind have ended, one way or the other.</summary>
    public static Task WaitForRequestFinishedOrFailedAsync(this IPage page, string kind, int count)
    {
        var ended = new TaskCompletionSource();
        var left = count;
        page.RequestFinished += (_, request) => Count(request);
        page.RequestFailed += (_, request) => Count(request);
        return ended.Task.WaitAsync(TimeSpan.FromSeconds(15));

        void Count(IRequest request)
        {
            if (request.ResourceType == kind && request.Method == "POST" && Interlocked.Decrement(ref left) == 0) ended.TrySetResult();
        }
    }
}
