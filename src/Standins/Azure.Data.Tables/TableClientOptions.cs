using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Settings of a client: service version, audience and, from <see cref="ClientOptions"/>, retries, transport and diagnostics.</summary>
public class TableClientOptions : ClientOptions
{
    private const ServiceVersion Latest = ServiceVersion.V2020_12_06;

    /// <summary>Creates the settings.</summary>
    /// <param name="serviceVersion">The version of the REST protocol to speak.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is not one of <see cref="ServiceVersion"/>.</exception>
    public TableClientOptions(ServiceVersion serviceVersion = Latest)
    {
        VersionText = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
        foreach (var name in (ReadOnlySpan<string>)["$filter", "$select", "$top", "$format"])
            Diagnostics.LoggedQueryParameters.Add(name);
        foreach (var name in (ReadOnlySpan<string>)["x-ms-version", "x-ms-error-code", "DataServiceVersion", "Prefer", "Preference-Applied"])
            Diagnostics.LoggedHeaderNames.Add(name);
    }

    /// <summary>The versions of the REST protocol that the client speaks.</summary>
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06; the default.</summary>
        V2020_12_06 = 2,
    }

    /// <summary>Gets or sets the audience that tokens are asked for.</summary>
    /// <value>Default: null, which means <see cref="TableAudience.AzurePublicCloud"/>.</value>
    public TableAudience? Audience { get; set; }

    /// <summary>Gets the value of the <c>x-ms-version</c> header.</summary>
    internal string VersionText { get; }
}
