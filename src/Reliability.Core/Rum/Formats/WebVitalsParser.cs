using System.Text.Unicode;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads what pages send with the web-vitals library: one metric object, or an array of them.</summary>
/// <remarks>
/// <para>Fields used: <c>name</c>, <c>value</c>, <c>id</c>, and, where a page adds them, its address (<c>page</c>,
/// <c>page_location</c>, <c>navigationURL</c>, <c>url</c>), <c>device</c>, <c>connection</c> and <c>release</c>. All else is
/// passed over, however large. One bad event does not spoil its neighbours. Not thread-safe: it keeps caches.</para>
/// </remarks>
/// <param name="queryAllowList">Query parameters that stay in page templates.</param>
public sealed class WebVitalsParser(IReadOnlyList<string> queryAllowList)
{
    /// <summary>The most events of one request; the rest is rejected.</summary>
    public const int MaxEvents = 100;

    private const int MaxReleaseLength = 64;
    private const int ExpectedFields = 16;

    private readonly TextCache<Page> _pages = new(4_096, text => new Page(PageTemplate.FromAddress(text, queryAllowList)));
    private readonly TextCache<string> _releases = new(256, CleanRelease);
    private readonly TextCache<DeviceKind> _devices = new(16, text => DimensionNames.ParseDevice(text));
    private readonly TextCache<ConnectionKind> _connections = new(16, text => DimensionNames.ParseConnection(text));

    private readonly (ExpectedText Name, Field Field)[] _expected = new (ExpectedText, Field)[ExpectedFields];

    private Page _unsaid = new(PageTemplate.Unknown);

    /// <summary>Makes a parser that leaves no query in page templates.</summary>
    public WebVitalsParser()
        : this([])
    {
    }

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
        var first = true;
        for (var place = 0; NextField(ref json, ref first, place, out var field); place++) ReadField(ref json, field, ref fields);
        if (json.Error is not null) return;
        if (fields.Reason() is { } reason) reading.Reject(index, reason);
        else reading.Accept(new VitalSample(fields.Metric!.Value, fields.Value!.Value, fields.IdHash, Share(fields, defaults)));
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
        if (field == Field.Other)
        {
            json.Skip();
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
            if (opening != 'n') fields.WrongType = true; // null is the same as absent
            json.Skip();
        }
    }

    private void ReadText(Field field, JsonText text, ref EventFields fields)
    {
        switch (field)
        {
            case Field.Name:
                fields.HasName = true;
                fields.Metric = MetricOf(text.Unescaped());
                break;
            case Field.Id: fields.IdHash = text.Raw.IsEmpty ? 0 : Hash64.Of(text.Unescaped()); break;
            case Field.Release: fields.Release = _releases[text]; break;
            case Field.Device: fields.Device = _devices[text]; break;
            case Field.Connection: fields.Connection = _connections[text]; break;
            // "page" is the page's own word; the others are addresses that happen to be there.
            case Field.Page or Field.Address when field >= fields.PageField && !text.Raw.IsEmpty:
                (fields.Page, fields.PageField) = (_pages[text], field);
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
        10 when name.SequenceEqual("connection"u8) => Field.Connection,
        13 when name.SequenceEqual("page_location"u8) || name.SequenceEqual("navigationURL"u8) => Field.Address,
        _ => Field.Other,
    };

    private static VitalMetric? MetricOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("LCP"u8)) return VitalMetric.LCP;
        if (name.SequenceEqual("CLS"u8)) return VitalMetric.CLS;
        if (name.SequenceEqual("INP"u8)) return VitalMetric.INP;
        if (name.SequenceEqual("FCP"u8)) return VitalMetric.FCP;
        if (name.SequenceEqual("TTFB"u8)) return VitalMetric.TTFB;
        return name.SequenceEqual("FID"u8) ? VitalMetric.FID : null;
    }

    private static string CleanRelease(string text)
    {
        var end = Math.Min(text.Length, MaxReleaseLength);
        return string.Create(end, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = source[i] is > ' ' and < (char)0x7F ? source[i] : '_';
        });
    }

    private VitalDimensions Share(in EventFields fields, VisitDefaults defaults)
    {
        if (fields.Page is null && _unsaid.Template != defaults.Page) _unsaid = new Page(defaults.Page);
        var page = fields.Page ?? _unsaid;
        var device = fields.Device == DeviceKind.Unknown ? defaults.Device : fields.Device;
        var connection = fields.Connection == ConnectionKind.Unknown ? defaults.Connection : fields.Connection;
        var (last, isBot) = (page.Last, defaults.IsBot);
        return last.Device == device && last.Connection == connection && last.IsBot == isBot && last.Release == fields.Release
            ? last
            : page.Last = new VitalDimensions(page.Template, device, connection, fields.Release) { IsBot = isBot };
    }

    /// <summary>A page and the dimensions its last event had: one object serves all events that have the same.</summary>
    private sealed class Page(string template)
    {
        public string Template => template;

        public VitalDimensions Last { get; set; } = new(template, DeviceKind.Unknown, ConnectionKind.Unknown, "");
    }

    private enum Field : byte
    {
        Other,
        Name,
        Value,
        Id,
        Device,
        Connection,
        Release,
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
        public Page? Page;
        public Field PageField;
        public DeviceKind Device;
        public ConnectionKind Connection;
        public string Release = "";

        public readonly string? Reason()
        {
            if (WrongType) return RejectReason.WrongType;
            if (!HasName) return RejectReason.MissingName;
            if (Metric is not { } metric) return RejectReason.UnknownMetric;
            if (Value is not { } value) return RejectReason.MissingValue;
            return value >= 0 && value <= VitalThresholds.For(metric).Largest ? null : RejectReason.OutOfRange;
        }
    }
}
