namespace Azure.Data.Tables.Models;

/// <summary>A table of the account.</summary>
public class TableItem
{
    /// <summary>Names a table.</summary>
    /// <param name="name">The name, in the case it was created with.</param>
    public TableItem(string name)
    {
        Name = name;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }
}
