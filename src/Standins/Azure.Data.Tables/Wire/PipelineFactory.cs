using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Builds the pipeline for each kind of credential.</summary>
internal static class PipelineFactory
{
    public static TablePipeline Of(string connectionString, TableClientOptions? options)
    {
        var parsed = StorageConnectionString.Parse(connectionString);
        return new TablePipeline(parsed.Endpoint, parsed.AccountName, parsed.Key is { } key ? new SharedKeyPolicy(key) : null, options);
    }

    public static TablePipeline Of(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new TablePipeline(endpoint, credential.AccountName, new SharedKeyPolicy(credential), options);
    }

    public static TablePipeline Of(Uri endpoint, AzureSasCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        RequireSecret(endpoint, nameof(AzureSasCredential));
        return new TablePipeline(endpoint, null, new SasPolicy(credential), options);
    }

    public static TablePipeline Of(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        var scope = (options?.Audience ?? TableAudience.AzurePublicCloud).Scope;
        return new TablePipeline(endpoint, null, new BearerTokenAuthenticationPolicy(credential, scope), options);
    }

    /// <summary>Builds a pipeline whose signature is the query of the endpoint.</summary>
    public static TablePipeline Of(Uri endpoint, TableClientOptions? options)
    {
        RequireSecret(endpoint, "a shared access signature");
        return new TablePipeline(endpoint, null, null, options);
    }

    private static void RequireSecret(Uri endpoint, string credential)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback)
            throw new ArgumentException($"Cannot use {credential} without HTTPS.", nameof(endpoint));
    }
}
