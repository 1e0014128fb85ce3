namespace Azure.Data.Tables.Wire;

/// <summary>The endpoint and the credential that a connection string names.</summary>
/// <param name="Endpoint">The table endpoint of the account, with the shared access signature as query if there is one.</param>
/// <param name="Key">The account key; null with a shared access signature.</param>
/// <param name="AccountName">The account; null when only the endpoint tells it.</param>
internal sealed record StorageConnectionString(Uri Endpoint, TableSharedKeyCredential? Key, string? AccountName)
{
    private const string EmulatorAccount = "devstoreaccount1";
    // Published, the same on every machine: https://learn.microsoft.com/azure/storage/common/storage-use-azurite#well-known-storage-account-and-key
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Parses a connection string.</summary>
    /// <param name="text">Segments <c>Name=value</c> parted by semicolons; names are not case-sensitive.</param>
    /// <exception cref="InvalidOperationException">A segment is malformed or given twice.</exception>
    /// <exception cref="ArgumentException">The segments do not name an endpoint and a credential.</exception>
    public static StorageConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var segments = Segments(text);
        if (segments.GetValueOrDefault("UseDevelopmentStorage") == "true")
            return Emulator(segments.GetValueOrDefault("DevelopmentStorageProxyUri"));

        var endpoint = segments.GetValueOrDefault("TableEndpoint");
        var sas = segments.GetValueOrDefault("SharedAccessSignature");
        var account = segments.GetValueOrDefault("AccountName");
        if (sas is not null && endpoint is not null)
            return new(WithQuery(endpoint, sas), null, account);

        var suffix = segments.GetValueOrDefault("EndpointSuffix");
        if (account is null || segments.GetValueOrDefault("AccountKey") is not { } key || (endpoint ?? suffix) is null)
        {
            throw new ArgumentException(
                "No valid combination of account information found: give AccountName, AccountKey and EndpointSuffix or TableEndpoint; or TableEndpoint and SharedAccessSignature; or UseDevelopmentStorage=true.",
                nameof(text));
        }

        var protocol = segments.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        return new(new Uri(endpoint ?? $"{protocol}://{account}.table.{suffix}/"), new(account, key), account);
    }

    private static StorageConnectionString Emulator(string? proxy)
    {
        var host = proxy is null ? new Uri("http://127.0.0.1") : new Uri(proxy);
        var endpoint = new Uri($"{host.Scheme}://{host.Host}:10002/{EmulatorAccount}");
        return new(endpoint, new(EmulatorAccount, EmulatorKey), EmulatorAccount);
    }

    private static Uri WithQuery(string endpoint, string sas) => new($"{endpoint}?{sas.TrimStart('?')}");

    private static Dictionary<string, string> Segments(string text)
    {
        var segments = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var segment in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = segment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !segments.TryAdd(segment[..equals].Trim(), segment[(equals + 1)..].Trim()))
                throw new InvalidOperationException($"Connection string segment {segments.Count + 1} is malformed or a duplicate.");
        }

        return segments;
    }
}
