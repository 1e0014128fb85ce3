namespace Reliability.Integrations.Tables.Journals;

/// <summary>A record was not accepted, or not for certain: its sender must be told to try again later.</summary>
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Makes an exception.</summary>
    public JournalUnavailableException() { }

    /// <summary>Makes an exception with a message.</summary>
    public JournalUnavailableException(string message) : base(message) { }

    /// <summary>Makes an exception with a message and the failure of the store behind it.</summary>
    public JournalUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}
