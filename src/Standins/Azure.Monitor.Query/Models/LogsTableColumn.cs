namespace Azure.Monitor.Query.Models;

/// <summary>A column of a result.</summary>
public class LogsTableColumn
{
    internal LogsTableColumn(string name, LogsColumnType type) => (Name, Type) = (name, type);

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the type.</summary>
    public LogsColumnType Type { get; }

    /// <summary>Returns name and type, for people.</summary>
    /// <returns>The name and, in parentheses, the type.</returns>
    public override string ToString() => $"{Name} ({Type})";
}
