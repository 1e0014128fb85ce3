using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads Faro's timings of a navigation, which are texts of whole milliseconds.</summary>
internal static class FaroNavigation
{
    private const double Hour = 3_600_000;

    /// <summary>Reads the attributes of the event; each timing that is told is a sample, and the page was viewed once more.</summary>
    /// <returns>Null when any timing is kept, else why none is.</returns>
    public static string? Read(JsonValue attributes, EventPlace place, BeaconVisit visit, BeaconReading reading)
    {
        double? dns = null, connect = null, tls = null, load = null, duration = null;
        var (id, navigation) = (0UL, NavigationKind.Unknown);
        for (var members = attributes.Members; members.Next(out var value);)
        {
            var name = members.Name;
            if (name.SequenceEqual("dnsLookupTime"u8)) dns = Milliseconds(value);
            else if (name.SequenceEqual("tcpHandshakeTime"u8)) connect = Milliseconds(value);
            else if (name.SequenceEqual("tlsNegotiationTime"u8)) tls = Milliseconds(value);
            else if (name.SequenceEqual("pageLoadTime"u8)) load = Milliseconds(value);
            else if (name.SequenceEqual("duration"u8)) duration = Milliseconds(value);
            else if (name.SequenceEqual("faroNavigationId"u8)) id = value.Text.Raw.IsEmpty ? 0 : Hash64.Of(value.Text.Unescaped());
            else if (name.SequenceEqual("type"u8)) navigation = visit.Cache.Navigation(value.Text);
        }

        // Without TLS Faro subtracts a start of 0, which makes the handshake longer than the connecting it is a part of.
        if (tls > connect) tls = null;
        // The duration ends with the load event; the page load time ends when it starts and leaves out redirects.
        if (duration is null || duration < load) duration = load;
        if (navigation != NavigationKind.Unknown) place = place with { Dimensions = visit.At(navigation: navigation) };
        var before = reading.Samples.Count;
        Keep(VitalMetric.DnsLookup, dns);
        Keep(VitalMetric.TcpConnect, connect - (tls ?? 0));
        Keep(VitalMetric.TlsHandshake, tls);
        Keep(VitalMetric.PageLoad, duration);
        if (reading.Samples.Count == before) return RejectReason.MissingValue;
        reading.Keep(new ActivityEvent(place.Dimensions, 1, 0, 0, 0) { AgeSeconds = place.AgeSeconds, Session = place.Session });
        return null;

        void Keep(VitalMetric metric, double? value)
        {
            if (value is { } number) reading.Keep(place.Sample(metric, number, id));
        }
    }

    private static double? Milliseconds(JsonValue value) => value.TryNumberOrText(out var number) && number is >= 0 and <= Hour ? number : null;
}
