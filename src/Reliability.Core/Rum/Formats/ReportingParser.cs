namespace Reliability.Core.Rum.Formats;

/// <summary>Reads reports of browsers: <c>[{"age","type","url","user_agent","body"}]</c>, one such object, or <c>{"csp-report":{…}}</c>.</summary>
/// <remarks>Source: W3C Reporting API, Content Security Policy 2 and 3, Network Error Logging. Not thread-safe.</remarks>
internal sealed class ReportingParser(VisitCache cache)
{
    private readonly BeaconVisit _visit = new(cache);

    /// <summary>Reads reports.</summary>
    /// <param name="reports">An object or array, found to be well-formed before.</param>
    /// <param name="defaults">What is assumed where a report does not say.</param>
    /// <param name="reading">Receives the outcome.</param>
    public void Parse(JsonValue reports, VisitDefaults defaults, BeaconReading reading)
    {
        if (reports.IsObject)
        {
            Take(reports, 0, defaults, reading);
            return;
        }

        var index = 0;
        for (var elements = reports.Elements; elements.Next(out var report); index++) Take(report, index, defaults, reading);
    }

    private void Take(JsonValue report, int index, VisitDefaults defaults, BeaconReading reading)
    {
        var reason = reading.IsFull ? RejectReason.TooManyEvents : report.IsObject ? Read(report, defaults, reading) : RejectReason.NotAnObject;
        if (reason is null) reading.Note();
        else reading.Reject(index, reason);
    }

    // Null when the report is kept, else why it is not.
    private string? Read(JsonValue report, VisitDefaults defaults, BeaconReading reading)
    {
        _visit.Start(defaults);
        JsonValue type = default, age = default, body = default, legacy = default;
        for (var members = report.Members; members.Next(out var value);)
        {
            var name = members.Name;
            if (name.SequenceEqual("type"u8)) type = value;
            else if (name.SequenceEqual("age"u8)) age = value;
            else if (name.SequenceEqual("body"u8)) body = value;
            else if (name.SequenceEqual("csp-report"u8)) legacy = value;
            else if (name.SequenceEqual("url"u8)) _visit.Page = _visit.PageOf(value);
            else if (name.SequenceEqual("user_agent"u8) && value.IsText) _visit.Device = cache.DeviceOfUserAgent(value.Text);
        }

        if (legacy.IsPresent) body = legacy;
        else if (!type.IsText) return type.IsPresent ? RejectReason.WrongType : RejectReason.UnknownType;
        if (!body.IsObject) return body.IsPresent ? RejectReason.WrongType : RejectReason.MissingValue;
        var kind = legacy.IsPresent ? "csp-violation" : BeaconText.Name(type.Text, ErrorEvent.MaxType);
        return Keep(kind, ReportBody.Read(body), age, reading);
    }

    private string? Keep(string kind, in ReportBody body, JsonValue age, BeaconReading reading)
    {
        if (kind.Length == 0) return RejectReason.UnknownType;
        if (body.IsOfExtension) return RejectReason.Extension;
        _visit.Page ??= _visit.PageOf(body.Document);
        var place = new EventPlace(_visit.At(), age.TryNumber(out var milliseconds) ? EventAge.Clamp(milliseconds) : 0, 0);
        reading.Keep(place.Of(ErrorEvents.Make(place.Dimensions, kind, body.Message(), body.Stack())));
        return null;
    }
}
