namespace Reliability.Core.Rum.Formats;

/// <summary>Reads logs of OpenTelemetry as OTLP/HTTP has them in JSON: <c>{"resourceLogs":[{"resource","scopeLogs":[{"logRecords":[…]}]}]}</c>.</summary>
/// <remarks>
/// Source: opentelemetry-proto 1.x and its JSON mapping; semantic conventions for browser events and exceptions. Log records
/// are numbered through the whole request. Not thread-safe.
/// </remarks>
internal sealed class OtlpLogsParser(VisitCache cache)
{
    private readonly BeaconVisit _visit = new(cache);

    /// <summary>Reads a request.</summary>
    /// <param name="request">A value, found to be well-formed before.</param>
    /// <param name="defaults">What is assumed where a record does not say.</param>
    /// <param name="reading">Receives the outcome.</param>
    public void Parse(JsonValue request, VisitDefaults defaults, BeaconReading reading)
    {
        var (index, isEmpty, isLogs) = (0, request.IsObject, false);
        for (var members = request.Members; members.Next(out var value);)
        {
            isEmpty = false;
            if (!members.Name.SequenceEqual("resourceLogs"u8)) continue;
            isLogs |= value.IsArray;
            for (var groups = value.Elements; groups.Next(out var group);) ReadGroup(group, defaults, reading, ref index);
        }

        if (!isEmpty && !isLogs) reading.Fail("the body is no OTLP logs: it has no resourceLogs");
    }

    private void ReadGroup(JsonValue group, VisitDefaults defaults, BeaconReading reading, ref int index)
    {
        JsonValue resource = default, scopes = default;
        for (var members = group.Members; members.Next(out var value);)
        {
            if (members.Name.SequenceEqual("resource"u8)) resource = value;
            else if (members.Name.SequenceEqual("scopeLogs"u8)) scopes = value;
        }

        for (var elements = scopes.Elements; elements.Next(out var scope);)
        {
            for (var members = scope.Members; members.Next(out var value);)
            {
                if (!members.Name.SequenceEqual("logRecords"u8)) continue;
                for (var records = value.Elements; records.Next(out var record); index++) Take(record, resource, index, defaults, reading);
            }
        }
    }

    private void Take(JsonValue record, JsonValue resource, int index, VisitDefaults defaults, BeaconReading reading)
    {
        var reason = reading.IsFull ? RejectReason.TooManyEvents : record.IsObject ? Read(record, resource, defaults, reading) : RejectReason.NotAnObject;
        if (reason is null) reading.Note();
        else reading.Reject(index, reason);
    }

    // What a record says of its visit comes before what its resource says.
    private string? Read(JsonValue record, JsonValue resource, VisitDefaults defaults, BeaconReading reading)
    {
        _visit.Start(defaults);
        for (var members = resource.Members; members.Next(out var value);)
        {
            if (members.Name.SequenceEqual("attributes"u8)) OtlpVisit.Read(value, _visit);
        }

        var log = OtlpLog.Read(record);
        OtlpVisit.Read(log.Attributes, _visit);
        var age = log.Milliseconds() is { } at ? EventAge.Since(at, _visit.ReceivedAt) : 0;
        return OtlpEvents.Read(log, new EventPlace(_visit.At(), age, _visit.Session), reading);
    }
}
