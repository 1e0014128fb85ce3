using Azure;
using Azure.Data.Tables;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>What is stored about one timer: its lease and its schedule status.</summary>
internal sealed record TimerRow
{
    /// <summary>Gets the version of the row this was read as.</summary>
    public ETag ETag { get; init; }

    /// <summary>Gets who runs the timer now; empty when nobody does. Unique per acquisition.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Gets the fencing token: one higher with every acquisition.</summary>
    public long Fence { get; init; }

    /// <summary>Gets how often the present owner has renewed; each renewal gives the row a new version.</summary>
    public long Renewals { get; init; }

    /// <summary>Gets the instant up to which all occurrences are done with: run, or passed over on purpose.</summary>
    public DateTimeOffset DoneThrough { get; init; }

    /// <summary>Gets the last occurrence that ran; <see langword="null"/> before the first and for timers that are not monitored.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Gets the next occurrence as seen when the status was written; <see langword="null"/> for timers that are not monitored.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>Gets when the status was written, by the writer's clock; <see langword="null"/> for timers that are not monitored.</summary>
    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>Gets the status as functions see it.</summary>
    /// <returns>The status, with 0001-01-01 as <c>Last</c> before the first run; <see langword="null"/> for timers that are not monitored.</returns>
    public ScheduleStatus? Status() => Next is not { } next || LastUpdated is not { } updated
        ? null
        : new ScheduleStatus { Last = Last?.UtcDateTime ?? default, Next = next.UtcDateTime, LastUpdated = updated.UtcDateTime };

    /// <summary>Reads a row.</summary>
    /// <param name="entity">The stored entity.</param>
    /// <returns>The row.</returns>
    public static TimerRow From(TableEntity entity) => new()
    {
        ETag = entity.ETag,
        Owner = entity.GetString(nameof(Owner)) ?? "",
        Fence = entity.GetInt64(nameof(Fence)) ?? 0,
        Renewals = entity.GetInt64(nameof(Renewals)) ?? 0,
        DoneThrough = entity.GetDateTimeOffset(nameof(DoneThrough)) ?? DateTimeOffset.UnixEpoch,
        Last = entity.GetDateTimeOffset(nameof(Last)),
        Next = entity.GetDateTimeOffset(nameof(Next)),
        LastUpdated = entity.GetDateTimeOffset(nameof(LastUpdated)),
    };

    /// <summary>Makes the entity to store.</summary>
    /// <param name="partition">Partition key.</param>
    /// <param name="name">Row key: the function's name.</param>
    /// <returns>The entity; what is <see langword="null"/> is left out.</returns>
    public TableEntity ToEntity(string partition, string name)
    {
        TableEntity entity = new(partition, name)
        {
            [nameof(Owner)] = Owner,
            [nameof(Fence)] = Fence,
            [nameof(Renewals)] = Renewals,
            [nameof(DoneThrough)] = DoneThrough,
        };
        Put(nameof(Last), Last);
        Put(nameof(Next), Next);
        Put(nameof(LastUpdated), LastUpdated);
        return entity;

        void Put(string key, DateTimeOffset? value)
        {
            if (value is { } instant)
                entity[key] = instant;
        }
    }
}
