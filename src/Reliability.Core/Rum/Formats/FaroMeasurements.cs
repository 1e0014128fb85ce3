using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads the measurements of a Faro batch: web vitals become samples, all others are only noted.</summary>
internal static class FaroMeasurements
{
    /// <summary>Reads a measurement.</summary>
    /// <returns>Null when it is kept or noted, else why not.</returns>
    public static string? Read(in FaroItem item, EventPlace place, BeaconVisit visit, VitalCause cause, BeaconReading reading)
    {
        if (!item.Type.IsText) return item.Type.IsPresent ? RejectReason.WrongType : RejectReason.MissingName;
        if (!item.Type.Text.Unescaped().SequenceEqual("web-vitals"u8)) return null;
        if (!item.Values.IsObject) return item.Values.IsPresent ? RejectReason.WrongType : RejectReason.MissingValue;
        cause.Clear();
        ReadContext(item.Context, cause, visit, out var id, out var navigation);
        if (navigation != NavigationKind.Unknown) place = place with { Dimensions = visit.At(navigation: navigation) };
        return ReadValues(item.Values, cause, place, id, reading);
    }

    private static void ReadContext(JsonValue context, VitalCause cause, BeaconVisit visit, out ulong id, out NavigationKind navigation)
    {
        (id, navigation) = (0, NavigationKind.Unknown);
        for (var members = context.Members; members.Next(out var value);)
        {
            var name = members.Name;
            if (!value.IsText) continue;
            if (name.SequenceEqual("id"u8)) id = value.Text.Raw.IsEmpty ? 0 : Hash64.Of(value.Text.Unescaped());
            else if (name.SequenceEqual("navigation_type"u8)) navigation = visit.Cache.Navigation(value.Text);
            else cause.Take(name, value);
        }
    }

    // The value bears the name of its metric; beside it are the increment and the phases.
    private static string? ReadValues(JsonValue values, VitalCause cause, EventPlace place, ulong id, BeaconReading reading)
    {
        var sample = default(VitalSample?);
        for (var members = values.Members; members.Next(out var value);)
        {
            if (VitalNames.ParseLower(members.Name) is not { } metric)
            {
                cause.Take(members.Name, value);
                continue;
            }

            if (!value.TryNumber(out var number)) return RejectReason.WrongType;
            if (!VitalNames.Believes(metric, number)) return RejectReason.OutOfRange;
            sample = place.Sample(metric, number, id);
        }

        if (sample is not { } kept) return RejectReason.UnknownMetric;
        reading.Keep(kept);
        if (cause.Of(kept) is { } why) reading.Keep(why);
        return null;
    }
}
