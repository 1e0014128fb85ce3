namespace Reliability.Core.Rum.Formats;

/// <summary>Reads what a Faro batch says of the page, the browser, the app and the session.</summary>
internal static class FaroMeta
{
    /// <summary>Reads the <c>meta</c> object.</summary>
    public static void Read(JsonValue meta, BeaconVisit visit)
    {
        for (var members = meta.Members; members.Next(out var value);)
        {
            var name = members.Name;
            if (name.SequenceEqual("page"u8)) ReadPage(Member(value, "url"u8), visit);
            else if (name.SequenceEqual("session"u8)) visit.Session = SessionHash.Of(Member(value, "id"u8).Text.Unescaped());
            else if (name.SequenceEqual("app"u8)) visit.Release = ReleaseOf(value, visit.Cache);
            else if (name.SequenceEqual("browser"u8)) ReadBrowser(value, visit);
        }
    }

    private static void ReadPage(JsonValue url, BeaconVisit visit)
    {
        visit.Page = visit.PageOf(url);
        visit.Host = url.Text.Raw.IsEmpty ? "" : visit.Cache.Host(url.Text);
    }

    private static JsonValue Member(JsonValue parent, ReadOnlySpan<byte> name)
    {
        for (var members = parent.Members; members.Next(out var value);)
        {
            if (members.Name.SequenceEqual(name)) return value;
        }

        return default;
    }

    private static string ReleaseOf(JsonValue app, VisitCache cache)
    {
        var release = Member(app, "release"u8);
        if (release.Text.Raw.IsEmpty) release = Member(app, "version"u8);
        return release.Text.Raw.IsEmpty ? "" : cache.Release(release.Text);
    }

    // "mobile" is true of phones only; the user agent tells tablets too.
    private static void ReadBrowser(JsonValue browser, BeaconVisit visit)
    {
        var userAgent = Member(browser, "userAgent"u8).Text;
        if (!userAgent.Raw.IsEmpty) visit.Device = visit.Cache.DeviceOfUserAgent(userAgent);
        else if (Member(browser, "mobile"u8).IsTrue) visit.Device = DeviceKind.Mobile;
    }
}
