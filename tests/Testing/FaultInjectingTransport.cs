using System.Net;
using Azure.Core.Pipeline;

namespace Reliability.Testing;

/// <summary>What goes wrong with one request of a <see cref="FaultInjectingTransport"/>.</summary>
public enum TransportFault
{
    /// <summary>Not sent; the answer is 500 InternalError.</summary>
    Refused,

    /// <summary>Not sent; the connection breaks.</summary>
    NotSent,

    /// <summary>Sent and applied; the connection breaks before the answer comes.</summary>
    AnswerLost,

    /// <summary>Sent and applied; the answer takes longer than the client waits.</summary>
    TimedOut,
}

/// <summary>A transport to a real store that fails when told to. Requests are counted as sent, each try of a retried one too.</summary>
/// <param name="plan">Gets the fault of the nth request, counted from 1; null for none.</param>
public sealed class FaultInjectingTransport(Func<int, TransportFault?> plan) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _requests;

    /// <summary>Gets how many requests there were so far.</summary>
    public int Requests => _requests;

    /// <summary>Makes the transport, for <c>ClientOptions.Transport</c>.</summary>
    /// <returns>A transport that shares this one's count.</returns>
    public HttpPipelineTransport ToTransport() => new HttpClientTransport(this);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _requests);
        switch (plan(number))
        {
            case TransportFault.Refused:
                return StubTransport.Reply(HttpStatusCode.InternalServerError, StubTransport.ODataError("InternalError", "The server encountered an internal error."));
            case TransportFault.NotSent:
                throw new HttpRequestException($"Request {number} was not sent.");
            case TransportFault.AnswerLost:
                (await base.SendAsync(request, cancellationToken)).Dispose();
                throw new HttpRequestException($"The answer to request {number} was lost.");
            case TransportFault.TimedOut:
                (await base.SendAsync(request, cancellationToken)).Dispose();
                throw new TaskCanceledException($"Request {number} timed out.");
            default:
                return await base.SendAsync(request, cancellationToken);
        }
    }
}
