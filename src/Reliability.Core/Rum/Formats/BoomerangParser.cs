using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads a beacon of boomerang, from a form or a query string.</summary>
/// <remarks>
/// <para>Each value that is taken or refused counts as an event; its place is always 0. All values of a page view have the
/// same id, so a beacon that repeats one replaces it.</para>
/// <para>Layout shift comes as what was added since the page's last beacon, so it is kept as such. It is the sum of all
/// shifts, not of the worst five seconds, and larger than what browsers report where a page is open for long.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
internal sealed class BoomerangParser(VisitCache cache)
{
    private readonly BeaconVisit _visit = new(cache);
    private byte[] _decoded = new byte[2_048];

    /// <summary>Reads a beacon.</summary>
    /// <param name="form">Fields, percent-encoded.</param>
    /// <param name="defaults">What is assumed where the beacon does not say.</param>
    /// <param name="reading">Receives the outcome.</param>
    public void Parse(ReadOnlySpan<byte> form, VisitDefaults defaults, BeaconReading reading)
    {
        var fields = BoomerangFields.Read(form);
        var initiator = BoomerangInitiators.Parse(fields.Initiator);
        ReadVisit(fields, defaults);
        var age = !fields.IsUnload && BoomerangNumbers.Either(fields.End) is { } end ? EventAge.Since(end, _visit.ReceivedAt) : 0;
        // What is told at other times does not know how the visit began; so nothing but what belongs to the load is told apart by it.
        var load = new EventPlace(_visit.At(navigation: BoomerangInitiators.NavigationOf(fields, initiator)), age, _visit.Session);
        var place = load with { Dimensions = _visit.At() };
        var values = new BoomerangValues(IdOf(fields.PageId), reading);
        if (initiator is BoomerangInitiator.None or BoomerangInitiator.Route) BoomerangTimings.Read(fields, initiator, load, values, reading);
        ReadPaints(fields, load, values, reading);
        ReadInteractions(fields, place, values);
        if (!fields.Errors.IsEmpty) BoomerangErrors.Read(Decode(fields.Errors), place, _visit.ReceivedAt, reading);
        if (reading.Accepted + reading.Rejected == 0) reading.Note();
    }

    private static ulong IdOf(ReadOnlySpan<byte> pageId) => pageId.IsEmpty ? 0 : Hash64.Of(pageId);

    // A beacon about a request has that request's address as its own, and the page's beside it.
    private void ReadVisit(in BoomerangFields fields, VisitDefaults defaults)
    {
        _visit.Start(defaults);
        var address = fields.PageAddress.IsEmpty ? fields.Address : fields.PageAddress;
        if (!address.IsEmpty) _visit.Page = cache.Page(Decode(address));
        if (!fields.Session.IsEmpty) _visit.Session = SessionHash.Of(Decode(fields.Session).Raw);
        if (!fields.ConnectionType.IsEmpty) _visit.Connection = cache.Connection(Decode(fields.ConnectionType));
    }

    private void ReadPaints(in BoomerangFields fields, EventPlace place, BoomerangValues values, BeaconReading reading)
    {
        if (BoomerangNumbers.Either(fields.Hidden) > 0)
        {
            if (!fields.Fcp.IsEmpty) reading.Reject(0, RejectReason.Hidden);
            if (!fields.Lcp.IsEmpty) reading.Reject(0, RejectReason.Hidden);
            return;
        }

        values.Take(VitalMetric.FCP, fields.Fcp, place);
        if (values.Take(VitalMetric.LCP, fields.Lcp, place) is { } lcp) KeepCause(lcp, fields.LcpTarget, reading);
    }

    private void ReadInteractions(in BoomerangFields fields, EventPlace place, BoomerangValues values)
    {
        var isWhole = !fields.Inp.IsEmpty;
        if (values.Take(VitalMetric.INP, isWhole ? fields.Inp : fields.InpSince, place) is { } inp)
            KeepCause(inp, isWhole ? fields.InpTarget : fields.InpSinceTarget, values.Reading);
        values.Take(VitalMetric.FID, fields.Fid.IsEmpty ? fields.OldFid : fields.Fid, place);
        if (values.Take(VitalMetric.CLS, fields.Cls, place, isDelta: true) is { } cls) KeepCause(cls, fields.ClsTarget, values.Reading);
    }

    private void KeepCause(in VitalSample sample, ReadOnlySpan<byte> target, BeaconReading reading)
    {
        if (target.IsEmpty) return;
        var selector = BeaconText.Scrubbed(Decode(target), BeaconText.MaxTarget);
        if (selector.Length > 0) reading.Keep(VitalCause.Of(sample, selector, []));
    }

    // Valid until the next one is decoded.
    private JsonText Decode(ReadOnlySpan<byte> value)
    {
        if (value.Length > _decoded.Length) _decoded = new byte[value.Length];
        return new JsonText(FormFields.Decode(value, _decoded), escaped: false);
    }
}
