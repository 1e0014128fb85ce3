using Azure.Core;

namespace Azure.Monitor.Query;

/// <summary>Settings of a client: version, audience and, from <see cref="ClientOptions"/>, retries, transport and diagnostics.</summary>
public class MetricsQueryClientOptions : ClientOptions
{
    /// <summary>Creates the settings.</summary>
    /// <param name="version">The version of the REST protocol to speak.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is not one of <see cref="ServiceVersion"/>.</exception>
    public MetricsQueryClientOptions(ServiceVersion version = ServiceVersion.V2024_02_01) => VersionText = version switch
    {
        ServiceVersion.V2018_01_01 => "2018-01-01",
        ServiceVersion.V2024_02_01 => "2024-02-01",
        _ => throw new ArgumentOutOfRangeException(nameof(version)),
    };

    /// <summary>The versions of the REST protocol that the client speaks.</summary>
    public enum ServiceVersion
    {
        /// <summary>2018-01-01.</summary>
        V2018_01_01 = 1,

        /// <summary>2024-02-01; the default.</summary>
        V2024_02_01 = 2,
    }

    /// <summary>Gets or sets the audience that tokens are asked for; without an endpoint of its own the client sends to it too.</summary>
    /// <value>Default: null, which means <see cref="MetricsQueryAudience.AzurePublicCloud"/>.</value>
    public MetricsQueryAudience? Audience { get; set; }

    /// <summary>Gets the value of <c>api-version</c>.</summary>
    internal string VersionText { get; }

    /// <summary>Gets the audience as text.</summary>
    internal string AudienceText => Audience?.ToString() ?? MetricsQueryAudience.AzurePublicCloud.ToString()!;
}
