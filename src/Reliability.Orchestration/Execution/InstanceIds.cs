using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Execution;

/// <summary>What may be the id of an instance.</summary>
internal static class InstanceIds
{
    /// <summary>The most characters of an id.</summary>
    public const int MaxLength = 150;

    // A key has 512 characters; that of the longest message has the key of an instance twice.
    private const int MaxKeyLength = 200;

    /// <summary>Requires a usable id.</summary>
    /// <exception cref="ArgumentException">It is empty, too long as it is or as a key, or has unpaired surrogates.</exception>
    public static string Require(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > MaxLength)
            throw new ArgumentException($"An instance id has at most {MaxLength} characters; this one has {instanceId.Length}.", nameof(instanceId));
        for (var i = 0; i < instanceId.Length; i++)
        {
            if (!char.IsSurrogate(instanceId[i])) continue;
            if (!char.IsSurrogatePair(instanceId, i)) throw new ArgumentException($"The instance id has half a surrogate pair at {i}.", nameof(instanceId));
            i++;
        }

        if (RowKeys.Escape(instanceId).Length > MaxKeyLength)
            throw new ArgumentException($"The instance id has too many characters that a key may not have and that are written as five: with those it has at most {MaxKeyLength}.", nameof(instanceId));
        return instanceId;
    }
}
