namespace Reliability.Core.Rum.Formats;

/// <summary>Reads the timings of a load or a change of route from a boomerang beacon.</summary>
internal static class BoomerangTimings
{
    /// <summary>Reads the timings.</summary>
    /// <param name="fields">The beacon.</param>
    /// <param name="initiator">A load, or a change of route: that has nothing but its whole time.</param>
    /// <param name="place">Where and when.</param>
    /// <param name="values">Receives the timings.</param>
    /// <param name="reading">Receives what else the beacon says.</param>
    public static void Read(in BoomerangFields fields, BoomerangInitiator initiator, EventPlace place, BoomerangValues values, BeaconReading reading)
    {
        if (BoomerangFields.Number(fields.BadTimings) > 0)
        {
            reading.Reject(0, RejectReason.BadTimings);
            return;
        }

        // A page that is left is done when it is left; when it had loaded, an earlier beacon told so.
        var isDone = !fields.IsUnload && !fields.Done.IsEmpty;
        if (isDone && values.Take(VitalMetric.PageLoad, fields.Done, place) is not null) reading.Keep(new ActivityEvent(place.Dimensions, 1, 0, 0, 0) { AgeSeconds = place.AgeSeconds, Session = place.Session });
        if (initiator == BoomerangInitiator.Route) return;
        var start = StartOf(fields);
        values.Take(VitalMetric.DnsLookup, Between(Time(fields.DnsStart), Time(fields.DnsEnd)), place);
        values.Take(VitalMetric.TcpConnect, Between(Time(fields.ConnectStart), Time(fields.SecureStart) ?? Time(fields.ConnectEnd)), place);
        values.Take(VitalMetric.TlsHandshake, Between(Time(fields.SecureStart), Time(fields.ConnectEnd)), place);
        values.Take(VitalMetric.TTFB, Since(start, Time(fields.ResponseStart)) ?? (fields.IsUnload ? null : BoomerangFields.Number(fields.Response)), place);
        values.Take(VitalMetric.DomContentLoaded, Since(start, Time(fields.ReadyEnd)), place);
        if (!isDone && !fields.IsUnload) values.Take(VitalMetric.PageLoad, Since(start, Time(fields.LoadEnd)), place);
    }

    // A page that was loaded ahead starts for the visitor when it is shown.
    private static double? StartOf(in BoomerangFields fields)
    {
        var (navigation, activation) = (Time(fields.NavigationStart), Time(fields.ActivationStart));
        return activation > navigation ? activation : navigation;
    }

    // Browsers say 0 for what has not happened.
    private static double? Time(ReadOnlySpan<byte> value) => BoomerangFields.Number(value) is > 0 and var time ? time : null;

    private static double? Between(double? start, double? end) => end - start;

    private static double? Since(double? start, double? end) => end - start is { } time ? Math.Max(0, time) : null;
}
