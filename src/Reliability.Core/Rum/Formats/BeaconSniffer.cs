namespace Reliability.Core.Rum.Formats;

/// <summary>Tells the format of a body by its first byte and the names at its top, never by what its sender calls it.</summary>
internal static class BeaconSniffer
{
    /// <summary>Tells the format.</summary>
    /// <param name="body">Valid UTF-8, not checked for anything else.</param>
    /// <returns>Web-vitals for what cannot be told: its parser says what is wrong.</returns>
    public static BeaconFormat FormatOf(ReadOnlySpan<byte> body)
    {
        // What the library's own objects begin with.
        if (body.StartsWith("[{\"name\":"u8) || body.StartsWith("{\"name\":"u8)) return BeaconFormat.WebVitals;
        var json = new JsonScanner(body);
        var opening = json.Peek();
        if (opening == '{') return OfObject(ref json);
        if (opening != '[') return FormFields.IsBoomerang(body) ? BeaconFormat.Boomerang : BeaconFormat.WebVitals;
        var first = true;
        return json.Enter((byte)'[') && json.NextElement(ref first) && json.Peek() == '{' ? OfObject(ref json) : BeaconFormat.WebVitals;
    }

    private static BeaconFormat OfObject(ref JsonScanner json)
    {
        var likely = BeaconFormat.WebVitals;
        var first = true;
        if (!json.Enter((byte)'{')) return likely;
        while (json.NextProperty(ref first, out var name))
        {
            var (format, isCertain) = OfName(name.Unescaped());
            if (format == BeaconFormat.Client) isCertain = json.Peek() is >= (byte)'0' and <= (byte)'9';
            if (isCertain) return format;
            if (format is not (BeaconFormat.WebVitals or BeaconFormat.Client)) likely = format;
            if (!json.Skip()) break;
        }

        return likely;
    }

    // A metric may carry any field a page adds, so a name that pages might use is not certain.
    private static (BeaconFormat Format, bool IsCertain) OfName(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("name"u8) || name.SequenceEqual("value"u8)) return (BeaconFormat.WebVitals, true);
        if (name.SequenceEqual("rum"u8)) return (BeaconFormat.Client, false);
        if (name.SequenceEqual("measurements"u8) || name.SequenceEqual("exceptions"u8) || name.SequenceEqual("traces"u8)) return (BeaconFormat.Faro, true);
        if (name.SequenceEqual("meta"u8) || name.SequenceEqual("logs"u8) || name.SequenceEqual("events"u8)) return (BeaconFormat.Faro, false);
        if (name.SequenceEqual("resourceLogs"u8)) return (BeaconFormat.Otlp, true);
        if (name.SequenceEqual("csp-report"u8)) return (BeaconFormat.Reporting, true);
        if (name.SequenceEqual("body"u8) || name.SequenceEqual("age"u8) || name.SequenceEqual("user_agent"u8)) return (BeaconFormat.Reporting, false);
        return (BeaconFormat.WebVitals, false);
    }
}
