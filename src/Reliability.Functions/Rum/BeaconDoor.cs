using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Reliability.Core.Rum;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Functions.Rum;

/// <summary>Takes in beacons: checks who sends them, reads them, and answers when they are stored.</summary>
public sealed class BeaconDoor
{
    private readonly Dictionary<string, SiteIntake> _sites;
    private readonly BeaconGuard _guard;
    private readonly Journal _journal;
    private readonly BeaconMetrics _metrics;
    private readonly RumOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes the door.</summary>
    public BeaconDoor(ReliabilityConfiguration configuration, BeaconGuard guard, RumJournal journal, BeaconMetrics metrics, IOptions<RumOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(options);
        _sites = SiteIntake.Of(configuration.Sites);
        (_guard, _journal, _metrics, _options, _time) = (guard, journal.Journal, metrics, options.Value, time);
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
        BeaconCors.Vary(request.HttpContext);
        if (!_sites.TryGetValue(siteName, out var intake)) return Refuse(RejectReason.UnknownSite);
        var site = intake.Site;
        if (!site.AllowsOrigin(BeaconCors.OriginOf(request))) return Refuse(RejectReason.ForeignOrigin);
        BeaconCors.Allow(request.HttpContext);
        if (HttpMethods.IsOptions(request.Method)) return BeaconCors.Preflight(request.HttpContext);
        if (KeyOf(request) is not { } key || !site.AcceptsKey(key)) return Refuse(RejectReason.BadKey);
        if (_guard.Check(request, site, key) is { } refusal) return Refuse(refusal.Reason, refusal.Detail, refusal.RetryAfterSeconds);
        if (!IdempotencyKey.TryHash(request, site.Name, out var idempotencyHash)) return Refuse(RejectReason.BadIdempotencyKey);

        var isQuery = ReferenceEquals(reply, BeaconReply.Nothing);
        var (body, reason) = isQuery ? default : await BeaconBody.ReadAsync(request, _options).ConfigureAwait(false);
        if (reason is not null) return Refuse(reason);
        return await StoreAsync(new Arrival(body, request.QueryString, VisitOf(request, site), intake, SenderOf(request, intake), idempotencyHash), reply).ConfigureAwait(false);
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

        if (intake.Accepted > intake.SampledOut) _metrics.Accepted(intake.Accepted - intake.SampledOut, intake.Format);
        if (intake.SampledOut > 0) _metrics.SampledOut(intake.SampledOut);
        _metrics.Rejected(intake.Rejects);
        return reply.Answer(intake.Accepted, intake.Rejected, intake.Errors);
    }

    private Intake Take(in Arrival arrival, BeaconReply reply)
    {
        var reader = arrival.Site.Readers.Get();
        try
        {
            var reading = reader.Reading;
            if (arrival.Body is { } body && ReferenceEquals(reply, BeaconReply.Otlp)) reader.ReadLogs(body.Span, arrival.Visit);
            else if (arrival.Body is { } beacon) reader.Read(beacon.Span, arrival.Visit);
            else reader.ReadQuery(arrival.Query, arrival.Visit);
            if (reading.Fault is not null || (reading.Accepted == 0 && reply.RefusesAll)) return Refused(RefuseAll(reading));

            var sampling = arrival.Site.Sampling;
            reading.Sample(sampling, arrival.Sender);
            var stored = Task.CompletedTask;
            if (reading.Samples.Count + reading.Events.Count > 0)
            {
                if (!reader.TryEncode(arrival.Site.Site.Name, arrival.Visit.ReceivedAt, arrival.IdempotencyHash, sampling.Weight)) return Refused(Refuse(RejectReason.TooLarge));
                stored = reader.AppendAsync(_journal);
            }

            return new Intake(stored, null, reading.Format, reading.Accepted, reading.SampledOut, reading.Rejected, [.. reading.Errors], [.. reading.Rejects]);
        }
        finally
        {
            arrival.Site.Readers.Return(reader);
        }
    }

    private static Intake Refused(IResult refusal) => new(null, refusal, default, 0, 0, 0, [], []);

    private IResult RefuseAll(BeaconReading reading)
    {
        if (reading.Fault is { } fault) return Refuse(RejectReason.Malformed, fault);
        if (reading.Rejected == 0) return Refuse(RejectReason.Empty);
        _metrics.Rejected(reading.Rejects);
        var reason = reading.Errors[0].Reason;
        _metrics.Refused(reason);
        return BeaconProblem.Of(reason, $"None of {reading.Rejected} events was accepted.", [.. reading.Errors]);
    }

    private IResult Refuse(string reason, string? detail = null, int? retryAfterSeconds = null)
    {
        _metrics.Refused(reason);
        return BeaconProblem.Of(reason, detail, null, retryAfterSeconds);
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

    private VisitDefaults VisitOf(HttpRequest request, RumSite site) =>
        new(request.Headers.Referer, request.Headers.UserAgent, request.Headers["ECT"]) { ReceivedAt = _time.GetUtcNow(), QueryAllowList = site.QueryAllowList };

    // Nobody asks where all visits are kept.
    private ulong SenderOf(HttpRequest request, SiteIntake site) => site.Sampling.KeepsAll ? 0 : _guard.SenderOf(request);

    // What came in: a body, or nothing but the query string.
    private readonly record struct Arrival(PooledBytes? Body, QueryString Query, VisitDefaults Visit, SiteIntake Site, ulong Sender, ulong IdempotencyHash);

    // What it held: on its way to storage, or the answer that refuses it.
    private readonly record struct Intake(Task? Stored, IResult? Refusal, BeaconFormat Format, int Accepted, int SampledOut, int Rejected, EventError[] Errors, RejectCount[] Rejects);
}
