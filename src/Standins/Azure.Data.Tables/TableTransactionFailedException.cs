using System.ComponentModel;
using System.Globalization;
using System.Runtime.Serialization;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused as a whole: none of its actions was applied.</summary>
/// <remarks>Status and error code are those of the action that failed.</remarks>
[Serializable]
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Wraps the failure of one action.</summary>
    /// <param name="requestFailedException">The failure; its message starts with the index of the action and a colon.</param>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        FailedTransactionActionIndex = ParseIndex(requestFailedException.Message);
    }

    /// <summary>Restores a serialized exception.</summary>
    /// <param name="info">Its data.</param>
    /// <param name="context">Where it comes from.</param>
    [Obsolete("Exceptions are no longer serialized.", DiagnosticId = "SYSLIB0051")]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TableTransactionFailedException(SerializationInfo info, StreamingContext context)
        : base(info, context)
    {
    }

    /// <summary>Gets the zero-based index of the action that failed; null when the service did not tell.</summary>
    public int? FailedTransactionActionIndex { get; }

    private static int? ParseIndex(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
    }
}
