using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;
using Reliability.Core.Rum;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Functions.Rum;

/// <summary>Takes in beacons: checks who sends them, reads them, and answers when they are stored.</summary>
public sealed class BeaconDoor
{
    private readonly Dictionary<string, RumSite> _sites;
    private readonly Journal _journal;
    private readonly BeaconMetrics _metrics;
    private readonly RumOptions _options;
    private readonly TimeProvider _time;
    private readonly ObjectPool<BeaconReader> _readers = BeaconReader.Pool();

    /// <summary>Makes the door.</summary>
    public BeaconDoor(ReliabilityConfiguration configuration, RumJournal journal, BeaconMetrics metrics, IOptions<RumOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(options);
        _sites = configuration.Sites.ToDictionary(site => site.Name, StringComparer.Ordinal);
        (_journal, _metrics, _options, _time) = (journal.Journal, metrics, options.Value, time);
    }

    /// <summary>Answers a request to a site's beacon address: a beacon in the body, of any format, or a browser's preflight for one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="siteName">Name of the site in the address.</param>
    /// <remarks>Takes no cancellation: the server ends the body of a client that is gone or too slow, and what was read whole is stored.</remarks>
    public Task<IResult> AnswerAsync(HttpRequest request, string siteName) => AnswerAsync(request, siteName, BeaconReply.Counts);

    /// <summary>Answers a request that has the beacon in its query string.</summary>
    /// <inheritdoc cref="AnswerAsync(HttpRequest, string)"/>
    public Task<IResult> AnswerQueryAsync(HttpRequest request, string siteName) => AnswerAsync(request, siteName, BeaconReply.Nothing);

    /// <summary>Answers an OpenTelemetry exporter, as OTLP/HTTP wants it.</summary>
    /// <inheritdoc cref="AnswerAsync(HttpRequest, string)"/>
    public Task<IResult> AnswerLogsAsync(HttpRequest request, string siteName) => AnswerAsync(request, siteName, BeaconReply.Otlp);

    private async Task<IResult> AnswerAsync(HttpRequest request, string siteName, BeaconReply reply)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_sites.TryGetValue(siteName, out var site)) return Refuse(RejectReason.UnknownSite);
        BeaconCors.Vary(request.HttpContext);
        if (!site.AllowsOrigin(BeaconCors.OriginOf(request))) return Refuse(RejectReason.ForeignOrigin);
        BeaconCors.Allow(request.HttpContext);
        if (HttpMethods.IsOptions(request.Method)) return BeaconCors.Preflight(request.HttpContext);
        if (!site.AcceptsKey(KeyOf(request))) return Refuse(RejectReason.BadKey);
        if (!IdempotencyKey.TryHash(request, site.Name, out var idempotencyHash)) return Refuse(RejectReason.BadIdempotencyKey);

        var isQuery = ReferenceEquals(reply, BeaconReply.Nothing);
        var (body, reason) = isQuery ? default : await BeaconBody.ReadAsync(request, _options).ConfigureAwait(false);
        if (reason is not null) return Refuse(reason);
        return await StoreAsync(new Arrival(body, request.QueryString, VisitOf(request, _time.GetUtcNow()), site.Name, idempotencyHash), reply).ConfigureAwait(false);
    }

    private async Task<IResult> StoreAsync(Arrival arrival, BeaconReply reply)
    {
        Intake intake;
        try
        {
            using (arrival.Body) intake = Take(arrival, reply);
            if (intake.Stored is null) return intake.Refusal!;
            await intake.Stored.ConfigureAwait(false);
        }
        catch (JournalUnavailableException)
        {
            return Refuse(RejectReason.Unavailable);
        }

        if (intake.Accepted > 0) _metrics.Accepted(intake.Accepted, intake.Format);
        if (intake.Rejected > 0) _metrics.Rejected(intake.Rejected, intake.Errors);
        return reply.Answer(intake.Accepted, intake.Rejected, intake.Errors);
    }

    private Intake Take(in Arrival arrival, BeaconReply reply)
    {
        var reader = _readers.Get();
        try
        {
            var reading = reader.Reading;
            if (arrival.Body is { } body) reader.Read(body.Span, arrival.Visit);
            else reader.ReadQuery(arrival.Query, arrival.Visit);
            if (reading.Fault is not null || (reading.Accepted == 0 && reply.RefusesAll)) return Refused(RefuseAll(reading));

            var stored = Task.CompletedTask;
            if (reading.Samples.Count + reading.Events.Count > 0)
            {
                if (!reader.TryEncode(arrival.Site, arrival.Visit.ReceivedAt, arrival.IdempotencyHash)) return Refused(Refuse(RejectReason.TooLarge));
                stored = reader.AppendAsync(_journal);
            }

            return new Intake(stored, null, reading.Format, reading.Accepted, reading.Rejected, reading.Errors.Count == 0 ? [] : [.. reading.Errors]);
        }
        finally
        {
            _readers.Return(reader);
        }
    }

    private static Intake Refused(IResult refusal) => new(null, refusal, default, 0, 0, []);

    private IResult RefuseAll(BeaconReading reading)
    {
        if (reading.Fault is { } fault) return Refuse(RejectReason.Malformed, fault);
        if (reading.Rejected == 0) return Refuse(RejectReason.Empty);
        _metrics.Rejected(reading.Rejected, reading.Errors);
        var reason = reading.Errors[0].Reason;
        _metrics.Refused(reason);
        return BeaconProblem.Of(reason, $"None of {reading.Rejected} events was accepted.", [.. reading.Errors]);
    }

    private IResult Refuse(string reason, string? detail = null)
    {
        _metrics.Refused(reason);
        return BeaconProblem.Of(reason, detail);
    }

    // Without the dictionary of all parameters that HttpRequest.Query would make for every beacon.
    private static string? KeyOf(HttpRequest request)
    {
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (parameter.DecodeName().Span.Equals("key", StringComparison.OrdinalIgnoreCase)) return parameter.DecodeValue().ToString();
        }

        return request.Headers["x-api-key"];
    }

    private static VisitDefaults VisitOf(HttpRequest request, DateTimeOffset now) =>
        new(request.Headers.Referer, request.Headers.UserAgent, request.Headers["ECT"]) { ReceivedAt = now };

    // What came in: a body, or nothing but the query string.
    private readonly record struct Arrival(PooledBytes? Body, QueryString Query, VisitDefaults Visit, string Site, ulong IdempotencyHash);

    // What it held: on its way to storage, or the answer that refuses it.
    private readonly record struct Intake(Task? Stored, IResult? Refusal, BeaconFormat Format, int Accepted, int Rejected, EventError[] Errors);
}
