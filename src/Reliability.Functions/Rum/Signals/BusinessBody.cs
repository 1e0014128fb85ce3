using System.Text.Json;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;
using Reliability.Functions.Http;

namespace Reliability.Functions.Rum.Signals;

/// <summary>What a back end posted: the events accepted, by site, and why the others were not.</summary>
internal sealed class BusinessBody
{
    /// <summary>The most events of a request.</summary>
    public const int MaxEvents = 1_000;

    private const int MaxTags = 10;
    private const int MaxText = 64;
    private const int MaxAgeSeconds = 86_400;
    private const int MaxLeadSeconds = 60;

    private static readonly VitalDimensions Nowhere = new(PageTemplate.Unknown, DeviceKind.Unknown, ConnectionKind.Unknown, "");

    private readonly Dictionary<string, List<RumEvent>> _events = new(StringComparer.Ordinal);
    private readonly List<EventError> _errors = [];
    private readonly RejectCounts _rejects = new();

    /// <summary>Gets the events accepted, by site.</summary>
    public IReadOnlyDictionary<string, List<RumEvent>> Events => _events;

    /// <summary>Gets their number.</summary>
    public int Accepted { get; private set; }

    /// <summary>Gets the number of events not accepted.</summary>
    public int Rejected { get; private set; }

    /// <summary>Gets their number by reason.</summary>
    public IReadOnlyList<RejectCount> Rejects => _rejects.Items;

    /// <summary>Gets why: of the first few.</summary>
    public IReadOnlyList<EventError> Errors => _errors;

    /// <summary>Gets why the body cannot be read at all: a word of <see cref="RejectReason"/>; null when it can.</summary>
    public string? Fault { get; private init; }

    /// <summary>Reads a body: <c>{value, timestamp?, service?, dimensions?}</c>, or an array of them.</summary>
    /// <param name="json">The body.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="now">When the request came in.</param>
    /// <param name="sites">The configured sites.</param>
    public static BusinessBody Read(ReadOnlyMemory<byte> json, string metric, DateTimeOffset now, IReadOnlyList<RumSite> sites)
    {
        try
        {
            using var document = JsonText.Parse(json.Span.StartsWith("\uFEFF"u8) ? json["\uFEFF"u8.Length..] : json);
            var root = document.RootElement;
            if (root.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) return new BusinessBody { Fault = RejectReason.Malformed };
            var body = new BusinessBody();
            foreach (var (index, item) in (root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().AsEnumerable() : [root]).Index())
            {
                var reason = index < MaxEvents ? body.Take(item, metric, now, sites) : RejectReason.TooManyEvents;
                if (reason is not null) body.Reject(index, reason);
            }

            return body.Accepted + body.Rejected > 0 ? body : new BusinessBody { Fault = RejectReason.Empty };
        }
        catch (JsonException)
        {
            return new BusinessBody { Fault = RejectReason.Malformed };
        }
    }

    // Returns why the event is not accepted; null when it is.
    private string? Take(JsonElement item, string metric, DateTimeOffset now, IReadOnlyList<RumSite> sites)
    {
        if (item.ValueKind != JsonValueKind.Object) return RejectReason.NotAnObject;
        if (!item.TryGetProperty("value", out var value)) return RejectReason.MissingValue;
        if (value.ValueKind != JsonValueKind.Number) return RejectReason.WrongType;
        if (!value.TryGetDouble(out var number) || Math.Abs(number) is not <= BusinessAmount.Largest) return RejectReason.OutOfRange;
        if (ReadAge(item, now, out var age) is { } badAge) return badAge;
        if (ReadService(item, out var service) is { } badService) return badService;
        if (ReadTags(item, out var tags) is { } badTags) return badTags;
        var site = BusinessSite.Of(service, sites);
        if (!_events.TryGetValue(site, out var events)) _events.Add(site, events = []);
        events.Add(new BusinessEvent(Nowhere, metric, number) { AgeSeconds = age, Tags = tags });
        Accepted++;
        return null;
    }

    private void Reject(int index, string reason)
    {
        Rejected++;
        _rejects.Add(reason);
        if (_errors.Count < BeaconReading.MaxErrors) _errors.Add(new EventError(index, reason));
    }

    private static string? ReadAge(JsonElement item, DateTimeOffset now, out int age)
    {
        age = 0;
        if (!TryGet(item, "timestamp", out var timestamp)) return null;
        if (timestamp.ValueKind != JsonValueKind.String || !timestamp.TryGetDateTimeOffset(out var at)) return RejectReason.WrongType;
        var seconds = (now - at).TotalSeconds;
        if (seconds is < -MaxLeadSeconds or > MaxAgeSeconds) return RejectReason.OutOfRange;
        age = Math.Max(0, (int)seconds);
        return null;
    }

    private static string? ReadService(JsonElement item, out string? service)
    {
        service = null;
        if (!TryGet(item, "service", out var name)) return null;
        if (name.ValueKind != JsonValueKind.String) return RejectReason.WrongType;
        service = name.GetString()!;
        return BusinessSite.IsName(service) ? null : RejectReason.OutOfRange;
    }

    private static string? ReadTags(JsonElement item, out Dictionary<string, string> tags)
    {
        tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!TryGet(item, "dimensions", out var dimensions)) return null;
        if (dimensions.ValueKind != JsonValueKind.Object) return RejectReason.WrongType;
        foreach (var tag in dimensions.EnumerateObject())
        {
            if (tag.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return RejectReason.WrongType;
            var text = tag.Value.ToString();
            if (tags.Count == MaxTags || tag.Name.Length is 0 or > MaxText || text.Length > MaxText) return RejectReason.OutOfRange;
            tags[Kept(tag.Name)] = Kept(text);
        }

        return null;
    }

    /// <summary>Makes a name or a value as it is kept: scrubbed, then cut.</summary>
    public static string Kept(string text) => TextScrubber.Scrub(text) is var scrubbed && scrubbed.Length <= MaxText ? scrubbed : scrubbed[..MaxText];

    private static bool TryGet(JsonElement item, string name, out JsonElement value) => item.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
