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

    /// <summary>Answers a request to a site's beacon address.</summary>
    /// <param name="request">A beacon, or a browser's preflight for one.</param>
    /// <param name="siteName">Name of the site in the address.</param>
    /// <remarks>Takes no cancellation: the server ends the body of a client that is gone or too slow, and what was read whole is stored.</remarks>
    public async Task<IResult> AnswerAsync(HttpRequest request, string siteName)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_sites.TryGetValue(siteName, out var site)) return Refuse(RejectReason.UnknownSite);
        BeaconCors.Vary(request.HttpContext);
        if (!site.AllowsOrigin(BeaconCors.OriginOf(request))) return Refuse(RejectReason.ForeignOrigin);
        BeaconCors.Allow(request.HttpContext);
        if (HttpMethods.IsOptions(request.Method)) return BeaconCors.Preflight(request.HttpContext);
        if (!site.AcceptsKey(KeyOf(request))) return Refuse(RejectReason.BadKey);

        var (body, reason) = await BeaconBody.ReadAsync(request, _options).ConfigureAwait(false);
        if (reason is not null) return Refuse(reason);
        return await StoreAsync(body!, VisitOf(request), site.Name).ConfigureAwait(false);
    }

    private async Task<IResult> StoreAsync(PooledBytes body, VisitDefaults visit, string site)
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

        _metrics.Accepted(intake.Accepted);
        if (intake.Rejected > 0) _metrics.Rejected(intake.Rejected, intake.Errors);
        return new BeaconResult(intake.Accepted, intake.Rejected, intake.Errors);
    }

    private Intake Take(PooledBytes body, VisitDefaults visit, string site)
    {
        var reader = _readers.Get();
        try
        {
            var reading = reader.Reading;
            return reader.Append(body.Span, visit, site, _time.GetUtcNow(), _journal) is { } stored
                ? new Intake(stored, null, reading.Samples.Count, reading.Rejected, reading.Errors.Count == 0 ? [] : [.. reading.Errors])
                : new Intake(null, RefuseAll(reading), 0, reading.Rejected, []);
        }
        finally
        {
            _readers.Return(reader);
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

        return null;
    }

    private static VisitDefaults VisitOf(HttpRequest request) =>
        new(request.Headers.Referer, request.Headers.UserAgent, request.Headers["ECT"]);

    // What a body held: on its way to storage, or the answer that refuses it.
    private readonly record struct Intake(Task? Stored, IResult? Refusal, int Accepted, int Rejected, EventError[] Errors);
}
