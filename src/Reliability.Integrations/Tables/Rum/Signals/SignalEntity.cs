using System.Globalization;
using Azure.Data.Tables;
using Reliability.Core.Rum.Signals;

namespace Reliability.Integrations.Tables.Rum.Signals;

/// <summary>Sessions and totals as table entities: partition = site and day; row = hash of the session's id, or a <see cref="SignalKey"/>.</summary>
internal static class SignalEntity
{
    /// <summary>The row of a day's <see cref="DayAdmissions"/>.</summary>
    public const string AdmissionsKey = "day";

    /// <summary>Number of the round that wrote the row last.</summary>
    public const string Round = "Round";

    /// <summary>Number of the round that made a session's row.</summary>
    public const string Born = "Born";

    /// <summary>What a session began at, in milliseconds since 1970.</summary>
    public const string Start = "Start";

    /// <summary>What totals are ranked by first.</summary>
    public const string Count = "Count";

    /// <summary>What totals are ranked by then.</summary>
    public const string Sessions = "Sessions";

    private const string Body = "Body";

    public static string PartitionKey(string site, DateTimeOffset day) => $"{site}|{RumCellKeys.DayOf(day)}";

    public static DateTimeOffset DayOf(string partition) =>
        DateTimeOffset.ParseExact(RumCellKeys.SplitPartitionKey(partition).Day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static string RowKey(ulong session) => session.ToString("x16", CultureInfo.InvariantCulture);

    public static ulong SessionOf(string rowKey) => ulong.Parse(rowKey, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // A property holds 64 KiB, an entity 1 MiB.
    private const int MaxPropertyBytes = 60_000;

    public static TableEntity Write(string partition, ulong hash, RumSession session, long born, long round)
    {
        var entity = new TableEntity(partition, RowKey(hash))
        {
            [Start] = session.FirstSeen,
            ["Page"] = session.Entry!.Page,
            ["Device"] = (int)session.Entry.Device,
            ["Bot"] = session.IsBot,
            ["Errors"] = session.Errors,
            [Born] = born,
            [Round] = round,
        };
        if (SessionScore.Of(session).Total is { } score) entity["ScoreTenths"] = (long)Math.Round(score * 10);
        return WithBody(entity, RumSessionCodec.Encode(session));
    }

    public static TableEntity Write(string partition, string key, SignalRow row, long round) =>
        WithBody(new TableEntity(partition, key) { [Count] = row.Count, [Sessions] = row.Sessions, [Round] = round }, row.Body);

    public static TableEntity Write(string partition, DayAdmissions admissions, long round) =>
        WithBody(new TableEntity(partition, AdmissionsKey) { [Round] = round }, admissions.Encode());

    public static byte[] BodyOf(TableEntity entity)
    {
        var first = entity.GetBinary(Body) ?? throw new InvalidDataException($"Row {entity.PartitionKey} {entity.RowKey} has no body.");
        if (!entity.ContainsKey(BodyPart(1))) return first;
        var parts = new List<byte>(first);
        for (var part = 1; entity.TryGetValue(BodyPart(part), out var bytes); part++) parts.AddRange((byte[])bytes);
        return [.. parts];
    }

    /// <summary>Gets about how many bytes an entity takes in a request.</summary>
    public static int LengthOf(TableEntity entity) => 1_000 + entity.Sum(pair => pair.Value is byte[] bytes ? bytes.Length * 4 / 3 : 0);

    public static long Number(TableEntity entity, string name) =>
        entity.GetInt64(name) ?? throw new InvalidDataException($"Row {entity.PartitionKey} {entity.RowKey} has no {name}.");

    private static TableEntity WithBody(TableEntity entity, byte[] body)
    {
        entity[Body] = body;
        if (body.Length <= MaxPropertyBytes) return entity;
        foreach (var (part, bytes) in body.Chunk(MaxPropertyBytes).Index()) entity[BodyPart(part)] = bytes;
        return entity;
    }

    private static string BodyPart(int part) => part == 0 ? Body : string.Create(CultureInfo.InvariantCulture, $"{Body}{part}");
}
