namespace Azure.Data.Tables.Wire;

/// <summary>What the path of an endpoint tells: host-style <c>https://account.table.core.windows.net/Table</c> or path-style <c>http://127.0.0.1:10002/account/Table</c>.</summary>
internal static class TableAddress
{
    /// <summary>Finds the account.</summary>
    /// <returns>The name; null when the endpoint does not tell.</returns>
    public static string? AccountName(Uri endpoint)
    {
        if (!IsPathStyle(endpoint))
            return endpoint.Host.Split('.')[0];
        return endpoint.Segments.Length > 1 ? endpoint.Segments[1].TrimEnd('/') : null;
    }

    /// <summary>Finds the table.</summary>
    /// <returns>The name; null when the endpoint is that of the account.</returns>
    public static string? TableName(Uri endpoint)
    {
        var index = IsPathStyle(endpoint) ? 2 : 1;
        if (endpoint.Segments.Length <= index)
            return null;

        var name = endpoint.Segments[index].TrimEnd('/');
        const string Prefix = "Tables('";
        return name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith("')", StringComparison.Ordinal)
            ? name[Prefix.Length..^2]
            : name;
    }

    /// <summary>Removes the table from an endpoint; keeps the query.</summary>
    /// <returns>The endpoint of the account.</returns>
    public static Uri Account(Uri endpoint, string tableName)
    {
        var builder = new UriBuilder(endpoint);
        var path = builder.Path.TrimEnd('/');
        foreach (var tail in (ReadOnlySpan<string>)[$"/Tables('{tableName}')", $"/{tableName}"])
        {
            if (TableName(endpoint) == tableName && path.EndsWith(tail, StringComparison.Ordinal))
                path = path[..^tail.Length];
        }

        builder.Path = path;
        return builder.Uri;
    }

    /// <summary>Makes the path of one entity: quotes in keys doubled, then percent-encoded.</summary>
    /// <returns>A path relative to the account, starting with a slash.</returns>
    public static string Entity(string table, string partitionKey, string rowKey) =>
        $"/{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static bool IsPathStyle(Uri endpoint) => endpoint.HostNameType != UriHostNameType.Dns || endpoint.IsLoopback;
}
