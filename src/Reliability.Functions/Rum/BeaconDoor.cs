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

    /// <summary>Answers a request to a site's beacon address.</summary>
    /// <param name="request">A beacon, or a browser's preflight for one.</param>
    /// <param name="siteName">Name of the site in the address.</param>
    /// <remarks>Takes no cancellation: the server ends the body of a client that is gone or too slow, and what was read whole is stored.</remarks>
    public async Task<IResult> AnswerAsync(HttpRequest request, string siteName)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_sites.TryGetValue(siteName, out var intake)) return Refuse(RejectReason.UnknownSite);
        var site = intake.Site;
        BeaconCors.Vary(request.HttpContext);
        if (!site.AllowsOrigin(BeaconCors.OriginOf(request))) return Refuse(RejectReason.ForeignOrigin);
        BeaconCors.Allow(request.HttpContext);
        if (HttpMethods.IsOptions(request.Method)) return BeaconCors.Preflight(request.HttpContext);
        if (KeyOf(request) is not { } key || !site.AcceptsKey(key)) return Refuse(RejectReason.BadKey);
        if (_guard.Check(request, site, key) is { } refusal) return Refuse(refusal.Reason, refusal.Detail, refusal.RetryAfterSeconds);

        var (body, reason) = await BeaconBody.ReadAsync(request, _options).ConfigureAwait(false);
        if (reason is not null) return Refuse(reason);
        return await StoreAsync(body!, VisitOf(request, intake), intake).ConfigureAwait(false);
    }

    private async Task<IResult> StoreAsync(PooledBytes body, BeaconVisit visit, SiteIntake site)
    {
        Intake intake;
        try
        {
            using (body) intake = Take(body, visit, site);
            if (intake.Stored is null) return intake.Refusal!;
            await intake.Stored.ConfigureAwait(false);
        }
        catch (JournalUnavailableException)
        {
            return Refuse(RejectReason.Unavailable);
        }

        _metrics.Accepted(intake.Accepted - intake.SampledOut);
        if (intake.SampledOut > 0) _metrics.SampledOut(intake.SampledOut);
        if (intake.Rejected > 0) _metrics.Rejected(intake.Rejected, intake.Errors);
        return new BeaconResult(intake.Accepted, intake.Rejected, intake.Errors);
    }

    private Intake Take(PooledBytes body, BeaconVisit visit, SiteIntake site)
    {
        var reader = site.Readers.Get();
        try
        {
            var reading = reader.Reading;
            return reader.Append(body.Span, visit, site.Site.Name, _time.GetUtcNow(), _journal) is { } stored
                ? new Intake(stored, null, reading.Accepted, reading.SampledOut, reading.Rejected, reading.Errors.Count == 0 ? [] : [.. reading.Errors])
                : new Intake(null, RefuseAll(reading), 0, 0, reading.Rejected, []);
        }
        finally
        {
            site.Readers.Return(reader);
        }
    }

    private IResult RefuseAll(BeaconReading reading)
    {
        if (reading.Fault is { } fault) return Refuse(RejectReason.Malformed, fault);
        if (reading.Rejected == 0) return Refuse(RejectReason.Empty);
        _metrics.Rejected(reading.Rejected, reading.Errors);
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

        return null;
    }

    private BeaconVisit VisitOf(HttpRequest request, SiteIntake intake) => new(
        new VisitDefaults(request.Headers.Referer, request.Headers.UserAgent, request.Headers["ECT"]) { QueryAllowList = intake.Site.QueryAllowList },
        intake.Sampling,
        intake.Sampling.KeepsAll ? 0 : _guard.SenderOf(request));

    // What a body held: on its way to storage, or the answer that refuses it.
    private readonly record struct Intake(Task? Stored, IResult? Refusal, int Accepted, int SampledOut, int Rejected, EventError[] Errors);
}
