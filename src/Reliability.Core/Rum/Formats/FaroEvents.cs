namespace Reliability.Core.Rum.Formats;

/// <summary>Reads the events of a Faro batch: timings of the navigation and of resources, and steps.</summary>
internal static class FaroEvents
{
    /// <summary>Reads an event.</summary>
    /// <returns>Null when it is kept or noted, else why not.</returns>
    public static string? Read(in FaroItem item, EventPlace place, BeaconVisit visit, BeaconReading reading)
    {
        if (!item.Name.IsText) return item.Name.IsPresent ? RejectReason.WrongType : RejectReason.MissingName;
        var name = item.Name.Text.Unescaped();
        if (name.SequenceEqual("faro.performance.navigation"u8)) return FaroNavigation.Read(item.Attributes, place, visit, reading);
        if (name.SequenceEqual("faro.performance.resource"u8)) return FaroResources.Read(item.Attributes, place, visit, reading);
        if (IsOfTheLibrary(name)) return null;
        var step = BeaconText.Name(item.Name.Text);
        if (step.Length == 0) return RejectReason.MissingName;
        reading.Keep(place.Of(new StepEvent(place.Dimensions, step)));
        return null;
    }

    private static bool IsOfTheLibrary(ReadOnlySpan<byte> name) => name.StartsWith("faro."u8)
        || name.SequenceEqual("session_start"u8) || name.SequenceEqual("session_resume"u8) || name.SequenceEqual("session_extend"u8)
        || name.SequenceEqual("view_changed"u8) || name.SequenceEqual("route_change"u8);
}
