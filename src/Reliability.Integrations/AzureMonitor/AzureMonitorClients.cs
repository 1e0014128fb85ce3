using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Monitor.Query;
using Reliability.Core.Slo;

namespace Reliability.Integrations.AzureMonitor;

/// <summary>Keeps a client for each address of Azure Monitor; as many as the configuration names.</summary>
/// <param name="credential">Gives tokens for HTTPS; plain HTTP, which is for simulators on loopback, gets worthless ones.</param>
/// <param name="limits">Tries and their time.</param>
public sealed class AzureMonitorClients(TokenCredential credential, AzureMonitorLimits limits)
{
    private readonly ConcurrentDictionary<(string? Endpoint, string? Cloud), LogsQueryClient> _logs = [];
    private readonly ConcurrentDictionary<(string? Endpoint, string? Cloud), MetricsQueryClient> _metrics = [];

    /// <summary>Gets the client of logs.</summary>
    /// <param name="connection">How to reach them: <c>endpoint</c> and <c>cloud</c>, which both may be missing.</param>
    public LogsQueryClient Logs(SourceConnection connection) => _logs.GetOrAdd(AddressOf(connection), CreateLogs);

    /// <summary>Gets the client of metrics.</summary>
    /// <param name="connection">How to reach them: <c>endpoint</c> and <c>cloud</c>, which both may be missing.</param>
    public MetricsQueryClient Metrics(SourceConnection connection) => _metrics.GetOrAdd(AddressOf(connection), CreateMetrics);

    private static (string? Endpoint, string? Cloud) AddressOf(SourceConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return (connection.Details.GetValueOrDefault("endpoint"), connection.Details.GetValueOrDefault("cloud"));
    }

    private LogsQueryClient CreateLogs((string? Endpoint, string? Cloud) address)
    {
        var options = new LogsQueryClientOptions
        {
            Audience = address.Cloud switch
            {
                "government" => LogsQueryAudience.AzureGovernment,
                "china" => LogsQueryAudience.AzureChina,
                _ => LogsQueryAudience.AzurePublicCloud,
            },
        };
        var (endpoint, tokens) = Prepare(options, address.Endpoint ?? options.Audience.ToString()!);
        return new LogsQueryClient(endpoint, tokens, options);
    }

    private MetricsQueryClient CreateMetrics((string? Endpoint, string? Cloud) address)
    {
        var options = new MetricsQueryClientOptions
        {
            Audience = address.Cloud switch
            {
                "government" => MetricsQueryAudience.AzureGovernment,
                "china" => MetricsQueryAudience.AzureChina,
                _ => MetricsQueryAudience.AzurePublicCloud,
            },
        };
        var (endpoint, tokens) = Prepare(options, address.Endpoint ?? options.Audience.ToString()!);
        return new MetricsQueryClient(endpoint, tokens, options);
    }

    private (Uri Endpoint, TokenCredential Tokens) Prepare(ClientOptions options, string address)
    {
        options.Retry.MaxRetries = limits.Retries;
        options.Retry.Delay = TimeSpan.FromMilliseconds(500);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = limits.NetworkTimeout;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        var endpoint = new Uri(address);
        if (endpoint.Scheme == Uri.UriSchemeHttps)
            return (endpoint, credential);
        if (!endpoint.IsLoopback)
            throw new ArgumentException($"'{address}' is neither HTTPS nor on loopback.", nameof(address));
        options.Transport = new HttpClientTransport(new PlainHttpHandler());
        return (new UriBuilder(endpoint) { Scheme = Uri.UriSchemeHttps }.Uri, new LoopbackCredential());
    }
}
