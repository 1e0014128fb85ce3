namespace Reliability.Core.Rum.Formats;

/// <summary>Reads a batch of the suite's own client: <c>{"rum":1,"sent":…,"events":[{"t":"vital",…},…]}</c>.</summary>
/// <remarks>docs/rum.md describes the fields. Fields that are not known are passed over. Not thread-safe.</remarks>
internal sealed class ClientBatchParser(VisitCache cache)
{
    private readonly BeaconVisit _visit = new(cache);
    private double? _sent;

    /// <summary>Reads a batch.</summary>
    /// <param name="batch">An object, found to be well-formed before.</param>
    /// <param name="defaults">What is assumed where the batch does not say.</param>
    /// <param name="reading">Receives the outcome.</param>
    public void Parse(JsonValue batch, VisitDefaults defaults, BeaconReading reading)
    {
        _visit.Start(defaults);
        _sent = null;
        var events = default(JsonValue);
        for (var members = batch.Members; members.Next(out var value);)
        {
            if (members.Name.SequenceEqual("events"u8)) events = value;
            else ReadHead(members.Name, value);
        }

        var index = 0;
        for (var elements = events.Elements; elements.Next(out var element); index++)
        {
            var reason = reading.IsFull ? RejectReason.TooManyEvents : element.IsObject ? Read(element, reading) : RejectReason.NotAnObject;
            if (reason is null) reading.Note();
            else reading.Reject(index, reason);
        }
    }

    private void ReadHead(ReadOnlySpan<byte> name, JsonValue value)
    {
        if (name.SequenceEqual("sent"u8) && value.TryNumber(out var sent)) _sent = sent;
        else if (name.SequenceEqual("session"u8)) _visit.Session = SessionHash.Of(value.Text.Unescaped());
        else if (name.SequenceEqual("page"u8)) _visit.Page = _visit.PageOf(value);
        else if (name.SequenceEqual("device"u8)) _visit.Device = cache.Device(value.Text);
        else if (name.SequenceEqual("connection"u8)) _visit.Connection = cache.Connection(value.Text);
        else if (name.SequenceEqual("release"u8)) _visit.Release = cache.Release(value.Text);
        else if (name.SequenceEqual("navigation"u8)) _visit.Navigation = cache.Navigation(value.Text);
        else if (name.SequenceEqual("webdriver"u8)) _visit.IsBot = value.IsTrue;
    }

    // Null when the event is kept, else why it is not.
    private string? Read(JsonValue element, BeaconReading reading)
    {
        var fields = ClientEvent.Read(element);
        if (!fields.Type.IsPresent) return RejectReason.UnknownType;
        var page = _visit.PageOf(fields.Page);
        var navigation = fields.NavigationType.IsText ? cache.Navigation(fields.NavigationType.Text) : NavigationKind.Unknown;
        var place = new EventPlace(_visit.At(page, navigation), AgeOf(fields.At), _visit.Session);
        var type = fields.Type.Text.Unescaped();
        if (type.SequenceEqual("vital"u8)) return ClientVitals.ReadVital(fields, place, reading);
        if (type.SequenceEqual("nav"u8)) return ClientVitals.ReadNavigation(fields, place, reading);
        if (type.SequenceEqual("res"u8)) return ClientResources.Read(fields, place, cache, reading);
        if (type.SequenceEqual("error"u8)) return ClientEvents.ReadError(fields, place, reading);
        if (type.SequenceEqual("event"u8)) return ClientEvents.ReadStep(fields, place, reading);
        if (type.SequenceEqual("business"u8)) return ClientEvents.ReadBusiness(fields, place, reading);
        return type.SequenceEqual("activity"u8) ? ClientEvents.ReadActivity(fields, place, reading) : RejectReason.UnknownType;
    }

    private int AgeOf(JsonValue at)
    {
        if (!at.TryNumber(out var time)) return 0;
        return _sent is { } sent ? EventAge.Between(sent, time) : EventAge.Since(time, _visit.ReceivedAt);
    }
}
