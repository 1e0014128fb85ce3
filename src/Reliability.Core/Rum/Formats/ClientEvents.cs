namespace Reliability.Core.Rum.Formats;

/// <summary>Reads what the client's format tells besides vitals, timings and resources.</summary>
internal static class ClientEvents
{
    private const int MaxCount = 1_000_000;
    private const int MaxActivity = 100_000;
    private const double MaxSeconds = 86_400;

    /// <summary>Reads <c>{"t":"error","type","message","stack","count"}</c>.</summary>
    /// <returns>Null when it is kept, else why not.</returns>
    public static string? ReadError(in ClientEvent fields, EventPlace place, BeaconReading reading)
    {
        if (!fields.Message.IsPresent && !fields.ErrorType.IsPresent) return RejectReason.MissingValue;
        if (!IsTextOrMissing(fields.Message) || !IsTextOrMissing(fields.ErrorType) || !IsTextOrMissing(fields.Stack)) return RejectReason.WrongType;
        var reader = default(FieldReader);
        var count = reader.Count(fields.Count, MaxCount);
        if (reader.Reason is not null) return reader.Reason;
        reading.Keep(place.Of(ErrorEvents.Make(place.Dimensions, fields.ErrorType.Text, fields.Message.Text, fields.Stack.Text) with { Count = Math.Max(1, count) }));
        return null;
    }

    /// <summary>Reads <c>{"t":"event","name"}</c>.</summary>
    /// <returns>Null when it is kept, else why not.</returns>
    public static string? ReadStep(in ClientEvent fields, EventPlace place, BeaconReading reading)
    {
        var reason = ReadName(fields.Name, out var name);
        if (reason is null) reading.Keep(place.Of(new StepEvent(place.Dimensions, name)));
        return reason;
    }

    /// <summary>Reads <c>{"t":"business","name","value"}</c>; without a value it is counted as 1.</summary>
    /// <returns>Null when it is kept, else why not.</returns>
    public static string? ReadBusiness(in ClientEvent fields, EventPlace place, BeaconReading reading)
    {
        var value = 1.0;
        if (ReadName(fields.Name, out var name) is { } reason) return reason;
        if (fields.Value.IsPresent && !fields.Value.TryNumber(out value)) return RejectReason.WrongType;
        if (!double.IsFinite(value)) return RejectReason.OutOfRange;
        reading.Keep(place.Of(new BusinessEvent(place.Dimensions, name, value)));
        return null;
    }

    /// <summary>Reads <c>{"t":"activity","views","interactions","rage","seconds"}</c>.</summary>
    /// <returns>Null when it is kept, else why not.</returns>
    public static string? ReadActivity(in ClientEvent fields, EventPlace place, BeaconReading reading)
    {
        var reader = default(FieldReader);
        var (views, interactions) = (reader.Count(fields.Views, MaxActivity), reader.Count(fields.Interactions, MaxActivity));
        var (rage, seconds) = (reader.Count(fields.Rage, MaxActivity), reader.Number(fields.Seconds, MaxSeconds));
        if (reader.Reason is null) reading.Keep(place.Of(new ActivityEvent(place.Dimensions, views, interactions, rage, seconds)));
        return reader.Reason;
    }

    private static string? ReadName(JsonValue value, out string name)
    {
        name = value.IsText ? BeaconText.Name(value.Text) : "";
        return name.Length > 0 ? null : value.IsPresent && !value.IsText ? RejectReason.WrongType : RejectReason.MissingName;
    }

    private static bool IsTextOrMissing(JsonValue value) => !value.IsPresent || value.IsText;
}
