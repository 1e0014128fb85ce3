namespace Azure.Data.Tables;

/// <summary>What an update does with stored properties that the sent entity lacks.</summary>
public enum TableUpdateMode
{
    /// <summary>Keeps them.</summary>
    Merge = 0,

    /// <summary>Removes them.</summary>
    Replace = 1,
}
