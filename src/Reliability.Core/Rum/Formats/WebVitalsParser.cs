using System.Text.Unicode;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads what pages send with the web-vitals library: one metric object, or an array of them.</summary>
/// <remarks>
/// <para>Fields used: <c>name</c>, <c>value</c>, <c>id</c>, <c>navigationType</c>, of <c>attribution</c> the element and where
/// the time went, and, where a page adds them, its address (<c>page</c>, <c>page_location</c>, <c>navigationURL</c>,
/// <c>url</c>), <c>device</c>, <c>connection</c>, <c>release</c> and <c>session</c>. All else is passed over, however large. One bad event does not spoil its neighbours. Not thread-safe: it keeps caches.</para>
/// </remarks>
public sealed class WebVitalsParser
{
    /// <summary>The most events of one request; the rest is rejected.</summary>
    public const int MaxEvents = 100;

    private const int ExpectedFields = 16;

    private readonly VisitCache _cache;
    private readonly VitalCause _cause = new();
    private readonly (ExpectedText Name, Field Field)[] _expected = new (ExpectedText, Field)[ExpectedFields];

    /// <summary>Makes a parser.</summary>
    public WebVitalsParser()
        : this(new VisitCache([]))
    {
    }

    internal WebVitalsParser(VisitCache cache) => _cache = cache;

    /// <summary>Reads one request body.</summary>
    /// <param name="body">UTF-8; anything is taken and nothing throws.</param>
    /// <param name="defaults">What is assumed where an event does not say.</param>
    /// <param name="reading">Receives the outcome; what it held before is forgotten.</param>
    public void Parse(ReadOnlySpan<byte> body, VisitDefaults defaults, BeaconReading reading)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        ArgumentNullException.ThrowIfNull(reading);
        reading.Clear();
        if (!Utf8.IsValid(body))
        {
            reading.Fail("the body is not valid UTF-8");
            return;
        }

        ParseText(body, defaults, reading);
    }

    /// <summary>Reads a body that is known to be valid UTF-8, into a reading that is empty.</summary>
    internal void ParseText(ReadOnlySpan<byte> body, VisitDefaults defaults, BeaconReading reading)
    {
        var json = new JsonScanner(body);
        var opening = json.Peek();
        if (opening == '[') ParseArray(ref json, defaults, reading);
        else if (opening == '{') ParseEvent(ref json, 0, defaults, reading);
        else
        {
            reading.Fail(opening == 0 ? "the body is empty" : "the body is neither a JSON object nor an array");
            return;
        }

        if (!json.AtEnd()) reading.Fail(json.Error!);
    }

    private void ParseArray(ref JsonScanner json, VisitDefaults defaults, BeaconReading reading)
    {
        if (!json.Enter((byte)'[')) return;
        var first = true;
        for (var index = 0; json.NextElement(ref first); index++)
        {
            if (index < MaxEvents && json.Peek() == '{')
            {
                ParseEvent(ref json, index, defaults, reading);
            }
            else
            {
                if (!json.Skip()) return;
                reading.Reject(index, index < MaxEvents ? RejectReason.NotAnObject : RejectReason.TooManyEvents);
            }
        }
    }

    private void ParseEvent(ref JsonScanner json, int index, VisitDefaults defaults, BeaconReading reading)
    {
        if (!json.Enter((byte)'{')) return;
        var fields = new EventFields();
        _cause.Clear();
        var first = true;
        for (var place = 0; NextField(ref json, ref first, place, out var field); place++) ReadField(ref json, field, ref fields);
        if (json.Error is not null) return;
        if (fields.Reason() is { } reason)
        {
            reading.Reject(index, reason);
            return;
        }

        var sample = new VitalSample(fields.Metric!.Value, fields.Value!.Value, fields.IdHash, Share(fields, defaults)) { Session = fields.Session };
        reading.Accept(sample);
        if (_cause.IsTold && _cause.Of(sample) is { } cause) reading.Keep(cause);
    }

    // One page sends its events with the same fields in the same order: each is expected where it was last.
    private bool NextField(ref JsonScanner json, ref bool first, int place, out Field field)
    {
        ref var expected = ref _expected[Math.Min(place, ExpectedFields - 1)];
        field = expected.Field;
        if (json.Take(expected.Name))
        {
            first = false;
            return true;
        }

        var start = json.Position;
        if (!json.NextProperty(ref first, out var name)) return false;
        field = FieldOf(name.Unescaped());
        expected = (json.Since(start), field);
        return true;
    }

    private void ReadField(ref JsonScanner json, Field field, ref EventFields fields)
    {
        if (field is Field.Other or Field.Attribution)
        {
            if (field == Field.Other) json.Skip();
            else ReadAttribution(ref json);
            return;
        }

        var opening = json.Peek();
        if (field == Field.Value && opening is (byte)'-' or (>= (byte)'0' and <= (byte)'9'))
        {
            if (json.ReadNumber(out var value)) fields.Value = value;
        }
        else if (field != Field.Value && opening == '"')
        {
            if (json.ReadString(out var text)) ReadText(field, text, ref fields);
        }
        else
        {
            // Null is the same as absent; what only adds detail may be anything.
            if (opening != 'n' && field is not (Field.Navigation or Field.Session)) fields.WrongType = true;
            json.Skip();
        }
    }

    private void ReadAttribution(ref JsonScanner json)
    {
        if (!json.ReadValue(out var attribution)) return;
        for (var members = attribution.Members; members.Next(out var value);) _cause.Take(members.Name, value);
    }

    private void ReadText(Field field, JsonText text, ref EventFields fields)
    {
        switch (field)
        {
            case Field.Name:
                fields.HasName = true;
                fields.Metric = VitalNames.Parse(text.Unescaped());
                break;
            case Field.Id: fields.IdHash = text.Raw.IsEmpty ? 0 : Hash64.Of(text.Unescaped()); break;
            case Field.Navigation: fields.Navigation = _cache.Navigation(text); break;
            case Field.Session: fields.Session = SessionHash.Of(text.Unescaped()); break;
            case Field.Release: fields.Release = _cache.Release(text); break;
            case Field.Device: fields.Device = _cache.Device(text); break;
            case Field.Connection: fields.Connection = _cache.Connection(text); break;
            // "page" is the page's own word; the others are addresses that happen to be there.
            case Field.Page or Field.Address when field >= fields.PageField && !text.Raw.IsEmpty:
                (fields.Page, fields.PageField) = (_cache.Page(text), field);
                break;
        }
    }

    private static Field FieldOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => Field.Id,
        3 when name.SequenceEqual("url"u8) => Field.Address,
        4 when name.SequenceEqual("name"u8) => Field.Name,
        4 when name.SequenceEqual("page"u8) => Field.Page,
        5 when name.SequenceEqual("value"u8) => Field.Value,
        6 when name.SequenceEqual("device"u8) => Field.Device,
        7 when name.SequenceEqual("release"u8) => Field.Release,
        7 when name.SequenceEqual("session"u8) => Field.Session,
        10 when name.SequenceEqual("connection"u8) => Field.Connection,
        11 when name.SequenceEqual("attribution"u8) => Field.Attribution,
        14 when name.SequenceEqual("navigationType"u8) => Field.Navigation,
        13 when name.SequenceEqual("page_location"u8) || name.SequenceEqual("navigationURL"u8) => Field.Address,
        _ => Field.Other,
    };

    private VitalDimensions Share(in EventFields fields, VisitDefaults defaults) => (fields.Page ?? _cache.Unsaid(defaults)).With(
        fields.Device == DeviceKind.Unknown ? defaults.Device : fields.Device,
        fields.Connection == ConnectionKind.Unknown ? defaults.Connection : fields.Connection,
        fields.Release,
        fields.Navigation,
        defaults.IsBot);

    private enum Field : byte
    {
        Other,
        Name,
        Value,
        Id,
        Device,
        Connection,
        Release,
        Navigation,
        Session,
        Attribution,
        Address,
        Page,
    }

    private struct EventFields()
    {
        public bool HasName;
        public bool WrongType;
        public VitalMetric? Metric;
        public double? Value;
        public ulong IdHash;
        public VisitPage? Page;
        public Field PageField;
        public DeviceKind Device;
        public ConnectionKind Connection;
        public NavigationKind Navigation;
        public ulong Session;
        public string Release = "";

        public readonly string? Reason()
        {
            if (WrongType) return RejectReason.WrongType;
            if (!HasName) return RejectReason.MissingName;
            if (Metric is not { } metric) return RejectReason.UnknownMetric;
            if (Value is not { } value) return RejectReason.MissingValue;
            return VitalNames.Believes(metric, value) ? null : RejectReason.OutOfRange;
        }
    }
}
