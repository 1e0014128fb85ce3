using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reliability.Core.Rum;
using Reliability.Functions.Rum;
using Reliability.Functions.Tests.EndToEnd;

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

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    [InlineData(900_000, false)]
    public async Task Body_that_grows_more_than_200_times_is_too_large_beyond_64_KiB(int size, bool isTaken)
    {
        var (length, reason) = await ReadGzipAsync(new byte[size]);
        Assert.Equal((isTaken ? size : (int?)null, isTaken ? null : RejectReason.TooLarge), (length, reason));
    }

    [Fact]
    public async Task Body_that_grows_less_may_be_larger()
    {
        var body = new byte[900_000];
        new Random(3).NextBytes(body.AsSpan(0, 20_000));
        var (length, reason) = await ReadGzipAsync(body);
        Assert.Equal(((int?)900_000, null), (length, reason));
    }

    private static async Task<(int? Length, string? Reason)> ReadGzipAsync(byte[] body)
    {
        var context = new DefaultHttpContext { Request = { Body = new MemoryStream(Gzip.Of(body)) } };
        context.Request.Headers.ContentEncoding = "gzip";
        var (read, reason) = await BeaconBody.ReadAsync(context.Request, new RumOptions());
        using (read) return (read?.Length, reason);
    }

    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;

    private sealed class Client : IHttpRequestLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }
}
