namespace Reliability.Core.Rum.Formats;

/// <summary>Reads Faro's timings of a resource.</summary>
internal static class FaroResources
{
    private const double MaxBytes = 1L << 50;
    private const double Hour = 3_600_000;

    // The library's word for what it does not know.
    private static ReadOnlySpan<byte> Unknown => "unknown"u8;

    /// <summary>Reads the attributes of the event.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <param name="place">Where and when.</param>
    /// <param name="visit">Tells the page's own host.</param>
    /// <param name="reading">Receives the event.</param>
    /// <returns>Null when it is kept, else why not.</returns>
    public static string? Read(JsonValue attributes, EventPlace place, BeaconVisit visit, BeaconReading reading)
    {
        JsonValue address = default, initiator = default, host = default;
        double bytes = 0, duration = 0, dns = 0, connect = 0;
        var isCached = false;
        for (var members = attributes.Members; members.Next(out var value);)
        {
            var name = members.Name;
            if (name.SequenceEqual("name"u8)) address = value;
            else if (name.SequenceEqual("initiatorType"u8)) initiator = value;
            else if (name.SequenceEqual("httpHost"u8)) host = value;
            else if (name.SequenceEqual("transferSize"u8)) bytes = Number(value, MaxBytes);
            else if (name.SequenceEqual("duration"u8)) duration = Number(value, Hour);
            else if (name.SequenceEqual("dnsLookupTime"u8)) dns = Number(value, Hour);
            else if (name.SequenceEqual("tcpHandshakeTime"u8)) connect = Number(value, Hour);
            else if (name.SequenceEqual("cacheHitStatus"u8)) isCached = value.Text.Unescaped().SequenceEqual("cache"u8);
        }

        if (!address.IsText) return address.IsPresent ? RejectReason.WrongType : RejectReason.MissingName;
        var kind = ResourceKinds.Of(initiator.Text.Unescaped(), address.Text.Unescaped());
        var from = visit.Cache.OriginHost(address.Text);
        if (from.Length == 0 && host.IsText && !host.Text.Raw.SequenceEqual(Unknown)) from = visit.Cache.HostName(host.Text);
        reading.Keep(new ResourceEvent(place.Dimensions, kind, from == visit.Host ? "" : from, 1, (long)bytes, duration)
        {
            Cached = isCached ? 1 : 0,
            ConnectMilliseconds = dns + connect,
            AgeSeconds = place.AgeSeconds,
            Session = place.Session,
        });
        return null;
    }

    private static double Number(JsonValue value, double largest) =>
        value.TryNumberOrText(out var number) ? Math.Clamp(number, 0, largest) : 0;
}
