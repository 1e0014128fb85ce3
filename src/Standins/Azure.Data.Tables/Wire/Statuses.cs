using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>Which statuses each kind of request takes as success; the others throw and count as errors in traces.</summary>
internal static class Statuses
{
    /// <summary>Reads.</summary>
    public static readonly ResponseClassifier Ok = new StatusCodeClassifier([200]);

    /// <summary>Reads of what may be absent.</summary>
    public static readonly ResponseClassifier OkOrAbsent = new StatusCodeClassifier([200, 404]);

    /// <summary>Inserts and creations.</summary>
    public static readonly ResponseClassifier Created = new StatusCodeClassifier([201, 204]);

    /// <summary>Creations of what may be there; other conflicts are told apart by their code.</summary>
    public static readonly ResponseClassifier CreatedOrConflict = new StatusCodeClassifier([201, 204, 409]);

    /// <summary>Updates and upserts.</summary>
    public static readonly ResponseClassifier NoContent = new StatusCodeClassifier([204]);

    /// <summary>Deletions, which succeed when there is nothing to delete.</summary>
    public static readonly ResponseClassifier NoContentOrAbsent = new StatusCodeClassifier([204, 404]);

    /// <summary>Transactions; the statuses of the actions are inside.</summary>
    public static readonly ResponseClassifier Accepted = new StatusCodeClassifier([202]);
}
