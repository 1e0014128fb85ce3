namespace Reliability.Core.Rum.Formats;

/// <summary>The fields of one OTLP log record; those that are missing are not present.</summary>
internal ref struct OtlpLog
{
    private const double NanosecondsPerMillisecond = 1_000_000;

    private JsonValue _time;
    private JsonValue _observed;

    public JsonValue Severity;
    public JsonValue Body;
    public JsonValue Attributes;
    public JsonValue EventName;

    /// <summary>Reads the fields of a record.</summary>
    public static OtlpLog Read(JsonValue record)
    {
        var log = default(OtlpLog);
        for (var members = record.Members; members.Next(out var value);)
        {
            var name = members.Name;
            if (name.SequenceEqual("timeUnixNano"u8)) log._time = value;
            else if (name.SequenceEqual("observedTimeUnixNano"u8)) log._observed = value;
            else if (name.SequenceEqual("severityNumber"u8)) log.Severity = value;
            else if (name.SequenceEqual("body"u8)) log.Body = value;
            else if (name.SequenceEqual("attributes"u8)) log.Attributes = value;
            else if (name.SequenceEqual("eventName"u8)) log.EventName = value;
        }

        return log;
    }

    /// <summary>Gets when it happened, in milliseconds since 1970; null when that is not told. 64-bit numbers are texts in JSON.</summary>
    public readonly double? Milliseconds()
    {
        if (_time.TryNumberOrText(out var time) && time > 0) return time / NanosecondsPerMillisecond;
        return _observed.TryNumberOrText(out var observed) && observed > 0 ? observed / NanosecondsPerMillisecond : null;
    }
}

/// <summary>Goes through a list of <c>{"key":…,"value":{"stringValue":…}}</c>.</summary>
internal ref struct OtlpAttributes(JsonValue list)
{
    private JsonElements _elements = list.Elements;
    private JsonText _key;

    /// <summary>Gets the key, without escapes.</summary>
    public readonly ReadOnlySpan<byte> Key => _key.Unescaped();

    /// <summary>Moves to the next attribute.</summary>
    /// <param name="value">What is inside its wrapper: a text, a number, or the list of a nested one.</param>
    public bool Next(out JsonValue value)
    {
        value = default;
        if (!_elements.Next(out var element)) return false;
        _key = default;
        for (var members = element.Members; members.Next(out var member);)
        {
            if (members.Name.SequenceEqual("key"u8)) _key = member.Text;
            else if (members.Name.SequenceEqual("value"u8)) value = Unwrap(member);
        }

        return true;
    }

    /// <summary>Gets what is inside a wrapper such as <c>{"doubleValue":1.5}</c>; of a nested list, the list.</summary>
    public static JsonValue Unwrap(JsonValue wrapper)
    {
        for (var members = wrapper.Members; members.Next(out var value);)
        {
            if (!members.Name.SequenceEqual("kvlistValue"u8)) return value;
            for (var inner = value.Members; inner.Next(out var list);)
            {
                if (inner.Name.SequenceEqual("values"u8)) return list;
            }
        }

        return default;
    }
}
