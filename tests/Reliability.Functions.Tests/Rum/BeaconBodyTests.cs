using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reliability.Core.Rum;
using Reliability.Functions.Rum;

namespace Reliability.Functions.Tests.Rum;

public sealed class BeaconBodyTests
{
    [Fact]
    public async Task A_connection_that_is_reset_is_aborted_so_that_the_server_reads_no_further()
    {
        var body = new Pipe();
        var client = new Client();
        var context = new DefaultHttpContext();
        context.Features.Set<IRequestBodyPipeFeature>(new Body(body.Reader));
        context.Features.Set<IHttpRequestLifetimeFeature>(client);
        var reading = BeaconBody.ReadAsync(context.Request, new RumOptions());
        await body.Writer.WriteAsync("{"u8.ToArray());
        await body.Writer.CompleteAsync(new ConnectionResetException("Reset by peer."));

        var (read, reason) = await reading;

        Assert.Null(read);
        Assert.Equal(RejectReason.Incomplete, reason);
        Assert.True(client.IsAborted);
    }

    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;

    private sealed class Client : IHttpRequestLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }
}
