using System.Runtime.Serialization;

namespace Azure.Data.Tables.Tests;

public enum Color
{
    Red,
    Green,
}

/// <summary>An entity class with a property of every type that the service stores.</summary>
public sealed class Order : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Text { get; set; }

    public int Count { get; set; }

    public int? MaybeCount { get; set; }

    public long Big { get; set; }

    public long? MaybeBig { get; set; }

    public double Ratio { get; set; }

    public double? MaybeRatio { get; set; }

    public bool Flag { get; set; }

    public bool? MaybeFlag { get; set; }

    public Guid Id { get; set; }

    public Guid? MaybeId { get; set; }

    public byte[]? Bytes { get; set; }

    public BinaryData? Blob { get; set; }

    public DateTimeOffset At { get; set; } = DateTimeOffset.UnixEpoch;

    public DateTimeOffset? MaybeAt { get; set; }

    public DateTime Utc { get; set; } = DateTime.UnixEpoch;

    public Color Color { get; set; }

    public Color? MaybeColor { get; set; }

    [DataMember(Name = "renamed")]
    public string? Original { get; set; }

    [IgnoreDataMember]
    public TimeSpan Age { get; set; }

    public int Doubled => Count * 2;
}

/// <summary>An entity class whose members of <see cref="ITableEntity"/> only the interface shows.</summary>
public sealed class HiddenKeys : ITableEntity
{
    public int Value { get; set; }

    string ITableEntity.PartitionKey { get; set; } = "p";

    string ITableEntity.RowKey { get; set; } = "hidden";

    DateTimeOffset? ITableEntity.Timestamp { get; set; }

    ETag ITableEntity.ETag { get; set; }
}

/// <summary>An entity class with a property that the service cannot store.</summary>
public sealed class Unstorable : ITableEntity
{
    public string PartitionKey { get; set; } = "p";

    public string RowKey { get; set; } = "r";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public TimeSpan Age { get; set; }
}
