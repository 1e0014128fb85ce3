namespace Reliability.Core.Rum.Formats;

/// <summary>Reads a batch of Grafana Faro: <c>{"meta":…,"measurements":[…],"exceptions":[…],"events":[…],"logs":[…],"traces":…}</c>.</summary>
/// <remarks>Source: the TransportBody of faro-core 2.12. Errors are numbered through those arrays in that order. Not thread-safe.</remarks>
internal sealed class FaroParser(VisitCache cache)
{
    private readonly BeaconVisit _visit = new(cache);
    private readonly VitalCause _cause = new();

    /// <summary>Reads a batch.</summary>
    /// <param name="batch">An object, found to be well-formed before.</param>
    /// <param name="defaults">What is assumed where the batch does not say.</param>
    /// <param name="reading">Receives the outcome.</param>
    public void Parse(JsonValue batch, VisitDefaults defaults, BeaconReading reading)
    {
        _visit.Start(defaults);
        JsonValue measurements = default, exceptions = default, events = default, logs = default, traces = default;
        for (var members = batch.Members; members.Next(out var value);)
        {
            var name = members.Name;
            if (name.SequenceEqual("meta"u8)) FaroMeta.Read(value, _visit);
            else if (name.SequenceEqual("measurements"u8)) measurements = value;
            else if (name.SequenceEqual("exceptions"u8)) exceptions = value;
            else if (name.SequenceEqual("events"u8)) events = value;
            else if (name.SequenceEqual("logs"u8)) logs = value;
            else if (name.SequenceEqual("traces"u8)) traces = value;
        }

        var index = 0;
        ReadAll(measurements, Kind.Measurement, reading, ref index);
        ReadAll(exceptions, Kind.Exception, reading, ref index);
        ReadAll(events, Kind.Event, reading, ref index);
        ReadAll(logs, Kind.Log, reading, ref index);
        if (traces.IsObject) reading.Note();
    }

    private void ReadAll(JsonValue items, Kind kind, BeaconReading reading, ref int index)
    {
        for (var elements = items.Elements; elements.Next(out var element); index++)
        {
            var reason = reading.IsFull ? RejectReason.TooManyEvents : element.IsObject ? Read(FaroItem.Read(element), kind, reading) : RejectReason.NotAnObject;
            if (reason is null) reading.Note();
            else reading.Reject(index, reason);
        }
    }

    // Null when the item is kept or noted, else why it is not.
    private string? Read(in FaroItem item, Kind kind, BeaconReading reading)
    {
        var age = IsoTime.TryParse(item.Timestamp.Text.Unescaped(), out var at) ? EventAge.Since(at, _visit.ReceivedAt) : 0;
        var place = new EventPlace(_visit.At(), age, _visit.Session);
        return kind switch
        {
            Kind.Measurement => FaroMeasurements.Read(item, place, _visit, _cause, reading),
            Kind.Exception => FaroErrors.ReadException(item, place, reading),
            Kind.Event => FaroEvents.Read(item, place, _visit, reading),
            _ => FaroErrors.ReadLog(item, place, reading),
        };
    }

    private enum Kind
    {
        Measurement,
        Exception,
        Event,
        Log,
    }
}

/// <summary>The fields of one item of a Faro batch, whatever its kind; those that are missing are not present.</summary>
internal ref struct FaroItem
{
    public JsonValue Timestamp;
    public JsonValue Type;
    public JsonValue Values;
    public JsonValue Context;
    public JsonValue Name;
    public JsonValue Attributes;
    public JsonValue Value;
    public JsonValue StackTrace;
    public JsonValue Message;
    public JsonValue Level;

    /// <summary>Reads the fields of an object.</summary>
    public static FaroItem Read(JsonValue element)
    {
        var item = default(FaroItem);
        for (var members = element.Members; members.Next(out var value);)
        {
            var name = members.Name;
            if (name.SequenceEqual("timestamp"u8)) item.Timestamp = value;
            else if (name.SequenceEqual("type"u8)) item.Type = value;
            else if (name.SequenceEqual("values"u8)) item.Values = value;
            else if (name.SequenceEqual("context"u8)) item.Context = value;
            else if (name.SequenceEqual("name"u8)) item.Name = value;
            else if (name.SequenceEqual("attributes"u8)) item.Attributes = value;
            else if (name.SequenceEqual("value"u8)) item.Value = value;
            else if (name.SequenceEqual("stacktrace"u8)) item.StackTrace = value;
            else if (name.SequenceEqual("message"u8)) item.Message = value;
            else if (name.SequenceEqual("level"u8)) item.Level = value;
        }

        return item;
    }
}
