using System.Globalization;
using System.Text;

namespace Reliability.Orchestration.Store;

/// <summary>Which shard, and so which partition, an instance lives in.</summary>
internal static class Sharding
{
    /// <summary>The partition of a shard.</summary>
    public static string Partition(int shard) => shard.ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>The shard of an instance: FNV-1a of its id in UTF-8, which must never change.</summary>
    public static int Of(string instanceId, int shards)
    {
        var hash = 2_166_136_261u;
        foreach (var b in Encoding.UTF8.GetBytes(instanceId)) hash = unchecked((hash ^ b) * 16_777_619u);

        // The low bits of FNV of similar ids are similar; the finalizer of MurmurHash3 mixes them.
        hash ^= hash >> 16;
        hash = unchecked(hash * 0x85EBCA6Bu);
        hash ^= hash >> 13;
        return (int)(hash % (uint)shards);
    }
}
