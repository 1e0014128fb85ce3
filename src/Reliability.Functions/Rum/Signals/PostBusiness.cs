using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Functions.Http;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Functions.Rum.Signals;

/// <summary><c>POST /api/business/{metric}</c>: business events of back ends, through the same journal as beacons; 202 when they are stored.</summary>
public sealed class PostBusiness(ReliabilityConfiguration configuration, RumJournal journal, BeaconMetrics metrics, TimeProvider time)
{
    private const int MaxMetric = 64;

    private static readonly RumOptions Limits = new() { MaxBodyBytes = 262_144, MaxInflatedBytes = 262_144 };

    /// <summary>Runs the function.</summary>
    [Function(nameof(PostBusiness))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "business/{metric}")] HttpRequest request, string metric)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(metric);
        if (metric.Length > MaxMetric || metric.Any(char.IsControl))
            return Problem.Create(400, Problem.TypePrefix + "bad-metric", "The metric cannot be named so.", errors: [new InputError("metric", $"A name has 1 to {MaxMetric} characters and no control characters.")]);
        if (!IdempotencyKey.TryHash(request, "", out _)) return Refuse(RejectReason.BadIdempotencyKey);
        var (bytes, reason) = await BeaconBody.ReadAsync(request, Limits).ConfigureAwait(false);
        if (reason is not null) return Refuse(reason);
        BusinessBody body;
        using (bytes) body = BusinessBody.Read(bytes!.Span.ToArray(), BusinessBody.Kept(metric), time.GetUtcNow(), configuration.Sites);
        if (body.Fault is not null) return Refuse(body.Fault);
        metrics.Rejected(body.Rejects);
        if (body.Accepted == 0) return BeaconProblem.Of(body.Errors[0].Reason, $"None of {body.Rejected} events was accepted.", body.Errors);
        try
        {
            await Task.WhenAll(body.Events.Select(site => AppendAsync(site.Key, site.Value, request))).ConfigureAwait(false);
        }
        catch (JournalUnavailableException)
        {
            return Refuse(RejectReason.Unavailable);
        }

        metrics.Accepted(body.Accepted, BeaconFormat.Business);
        return new BeaconResult(body.Accepted, body.Rejected, [.. body.Errors]);
    }

    private Task AppendAsync(string site, List<RumEvent> events, HttpRequest request)
    {
        IdempotencyKey.TryHash(request, site, out var hash);
        var record = new RecordWriter();
        new RumRecord(site, time.GetUtcNow(), []) { Events = events, IdempotencyHash = hash }.WriteTo(record);
        return journal.Journal.AppendAsync(record.Written);
    }

    private IResult Refuse(string reason)
    {
        metrics.Refused(reason);
        return BeaconProblem.Of(reason);
    }
}
