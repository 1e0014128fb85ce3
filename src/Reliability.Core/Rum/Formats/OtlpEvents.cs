using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads what an OTLP log record tells: a web vital, an exception, an error, a step; all else is only noted.</summary>
internal static class OtlpEvents
{
    private const double LowestError = 17; // SEVERITY_NUMBER_ERROR

    /// <summary>Reads a record.</summary>
    /// <returns>Null when it is kept or noted, else why not.</returns>
    public static string? Read(in OtlpLog log, EventPlace place, BeaconReading reading)
    {
        var fields = default(OtlpFields);
        fields.ReadAll(log.Attributes);
        var body = OtlpAttributes.Unwrap(log.Body);
        fields.ReadAll(body);
        var name = log.EventName.Text.Raw.IsEmpty ? fields.EventName : log.EventName;
        if (name.Text.Unescaped().SequenceEqual("browser.web_vital"u8)) return ReadVital(fields, place, reading);
        if (fields.ExceptionType.IsText || fields.ExceptionMessage.IsText)
        {
            reading.Keep(place.Of(ErrorEvents.Make(place.Dimensions, fields.ExceptionType.Text, fields.ExceptionMessage.Text, fields.ExceptionStack.Text)));
        }
        else if (log.Severity.TryNumber(out var severity) && severity >= LowestError)
        {
            reading.Keep(place.Of(ErrorEvents.Make(place.Dimensions, "log", body.Text.Decode(ErrorEvent.MaxMessage * 2), "")));
        }
        else if (BeaconText.Name(name.Text) is { Length: > 0 } step && !step.StartsWith("browser.", StringComparison.Ordinal))
        {
            reading.Keep(place.Of(new StepEvent(place.Dimensions, step)));
        }

        return null;
    }

    private static string? ReadVital(in OtlpFields fields, EventPlace place, BeaconReading reading)
    {
        if (!fields.Name.IsText) return fields.Name.IsPresent ? RejectReason.WrongType : RejectReason.MissingName;
        var name = fields.Name.Text.Unescaped();
        if ((VitalNames.ParseLower(name) ?? VitalNames.Parse(name)) is not { } metric) return RejectReason.UnknownMetric;
        if (!fields.Value.IsPresent) return RejectReason.MissingValue;
        if (!fields.Value.TryNumberOrText(out var value)) return RejectReason.WrongType;
        if (!VitalNames.Believes(metric, value)) return RejectReason.OutOfRange;
        reading.Keep(place.Sample(metric, value, fields.Id.Text.Raw.IsEmpty ? 0 : Hash64.Of(fields.Id.Text.Unescaped())));
        return null;
    }
}

/// <summary>The attributes of a record that tell what happened, from its attributes or from its body.</summary>
internal ref struct OtlpFields
{
    public JsonValue EventName;
    public JsonValue Name;
    public JsonValue Value;
    public JsonValue Id;
    public JsonValue ExceptionType;
    public JsonValue ExceptionMessage;
    public JsonValue ExceptionStack;

    /// <summary>Reads a list of attributes; anything else has none.</summary>
    public void ReadAll(JsonValue attributes)
    {
        for (var list = new OtlpAttributes(attributes); list.Next(out var value);)
        {
            var key = list.Key;
            if (key.StartsWith("browser.web_vital."u8)) key = key["browser.web_vital.".Length..];
            if (key.SequenceEqual("event.name"u8)) EventName = value;
            else if (key.SequenceEqual("name"u8)) Name = value;
            else if (key.SequenceEqual("value"u8)) Value = value;
            else if (key.SequenceEqual("id"u8)) Id = value;
            else if (key.SequenceEqual("exception.type"u8)) ExceptionType = value;
            else if (key.SequenceEqual("exception.message"u8)) ExceptionMessage = value;
            else if (key.SequenceEqual("exception.stacktrace"u8)) ExceptionStack = value;
        }
    }
}
