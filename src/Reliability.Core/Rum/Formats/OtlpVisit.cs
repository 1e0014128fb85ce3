namespace Reliability.Core.Rum.Formats;

/// <summary>Reads what OTLP attributes say of a visit.</summary>
internal static class OtlpVisit
{
    /// <summary>Reads a list of attributes, of a resource or a record.</summary>
    public static void Read(JsonValue attributes, BeaconVisit visit)
    {
        for (var list = new OtlpAttributes(attributes); list.Next(out var value);)
        {
            var key = list.Key;
            if (key.SequenceEqual("browser.mobile"u8)) visit.Device = value.IsTrue ? DeviceKind.Mobile : visit.Device;
            if (!value.IsText || value.Text.Raw.IsEmpty) continue;
            if (key.SequenceEqual("session.id"u8)) visit.Session = SessionHash.Of(value.Text.Unescaped());
            else if (IsPage(key)) visit.Page = visit.PageOf(value);
            else if (key.SequenceEqual("service.version"u8)) visit.Release = visit.Cache.Release(value.Text);
            else if (key.SequenceEqual("user_agent.original"u8)) visit.Device = visit.Cache.DeviceOfUserAgent(value.Text);
            else if (key.SequenceEqual("network.connection.subtype"u8)) visit.Connection = visit.Cache.Connection(value.Text);
        }
    }

    private static bool IsPage(ReadOnlySpan<byte> key) => key.SequenceEqual("url.full"u8) || key.SequenceEqual("page.url"u8)
        || key.SequenceEqual("browser.document.url.full"u8) || key.SequenceEqual("http.url"u8);
}
