namespace Reliability.Core.Rum.Formats;

/// <summary>Reads the resource summary of the client's format.</summary>
internal static class ClientResources
{
    private const int MaxItems = 50;
    private const int MaxCount = 100_000;
    private const double MaxBytes = 1L << 50;
    private const double MaxMilliseconds = 360_000_000; // a hundred hours: sums of many that ran side by side

    /// <summary>Reads <c>{"t":"res","items":[{"k","h","n","b","d","c","w","o","ob"}]}</c>.</summary>
    /// <returns>Null when all items are kept, else why none is.</returns>
    public static string? Read(in ClientEvent fields, EventPlace place, VisitCache cache, BeaconReading reading)
    {
        if (!fields.Items.IsPresent) return RejectReason.MissingValue;
        var items = new List<ResourceEvent>();
        for (var elements = fields.Items.Elements; elements.Next(out var element);)
        {
            if (items.Count == MaxItems) return RejectReason.TooManyEvents;
            if (!element.IsObject) return RejectReason.NotAnObject;
            if (ReadItem(element, place, cache, out var reason) is not { } item) return reason;
            items.Add(item);
        }

        if (items.Count == 0) return fields.Items.IsArray ? RejectReason.MissingValue : RejectReason.WrongType;
        foreach (var item in items) reading.Keep(item);
        return null;
    }

    private static ResourceEvent? ReadItem(JsonValue element, EventPlace place, VisitCache cache, out string? reason)
    {
        var reader = default(FieldReader);
        var (kind, host) = (ResourceKind.Other, "");
        var (count, cached, offscreen) = (1, 0, 0);
        var (bytes, milliseconds, connect, offscreenBytes) = (0.0, 0.0, 0.0, 0.0);
        for (var members = element.Members; members.Next(out var value);)
        {
            switch (members.Name)
            {
                case [(byte)'k']: kind = ResourceKinds.Parse(value.Text.Unescaped()); break;
                case [(byte)'h']: host = cache.HostName(value.Text); break;
                case [(byte)'n']: count = reader.Count(value, MaxCount); break;
                case [(byte)'b']: bytes = reader.Number(value, MaxBytes); break;
                case [(byte)'d']: milliseconds = reader.Number(value, MaxMilliseconds); break;
                case [(byte)'c']: cached = reader.Count(value, MaxCount); break;
                case [(byte)'w']: connect = reader.Number(value, MaxMilliseconds); break;
                case [(byte)'o']: offscreen = reader.Count(value, MaxCount); break;
                case [(byte)'o', (byte)'b']: offscreenBytes = reader.Number(value, MaxBytes); break;
            }
        }

        reason = reader.Reason ?? (count < 1 ? RejectReason.OutOfRange : null);
        return reason is not null ? null : new ResourceEvent(place.Dimensions, kind, host, count, (long)bytes, milliseconds)
        {
            Cached = Math.Min(cached, count),
            ConnectMilliseconds = connect,
            Offscreen = Math.Min(offscreen, count),
            OffscreenBytes = (long)Math.Min(offscreenBytes, bytes),
            AgeSeconds = place.AgeSeconds,
            Session = place.Session,
        };
    }
}
