using Azure.Core;

namespace Azure.Monitor.Query;

/// <summary>Settings of a client: version, audience and, from <see cref="ClientOptions"/>, retries, transport and diagnostics.</summary>
public class LogsQueryClientOptions : ClientOptions
{
    /// <summary>Creates the settings.</summary>
    /// <param name="version">The version of the REST protocol to speak.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is not one of <see cref="ServiceVersion"/>.</exception>
    public LogsQueryClientOptions(ServiceVersion version = ServiceVersion.V1) => VersionText = version switch
    {
        ServiceVersion.V1 => "v1",
        _ => throw new ArgumentOutOfRangeException(nameof(version)),
    };

    /// <summary>The versions of the REST protocol that the client speaks.</summary>
    public enum ServiceVersion
    {
        /// <summary>v1; the default.</summary>
        V1 = 1,
    }

    /// <summary>Gets or sets the audience that tokens are asked for; without an endpoint of its own the client sends to it too.</summary>
    /// <value>Default: null, which means <see cref="LogsQueryAudience.AzurePublicCloud"/>.</value>
    public LogsQueryAudience? Audience { get; set; }

    /// <summary>Gets the first segment of every path.</summary>
    internal string VersionText { get; }

    /// <summary>Gets the audience as text.</summary>
    internal string AudienceText => Audience?.ToString() ?? LogsQueryAudience.AzurePublicCloud.ToString()!;
}
