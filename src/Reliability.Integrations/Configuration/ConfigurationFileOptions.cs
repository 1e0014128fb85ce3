namespace Reliability.Integrations.Configuration;

/// <summary>Where the configuration files are.</summary>
public sealed class ConfigurationFileOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Reliability";

    /// <summary>The folder of an app that sets none: <c>config</c> beside its binaries.</summary>
    public static readonly string DefaultPath = Path.Combine(AppContext.BaseDirectory, "config");

    /// <summary>Gets or sets the folder, set by <c>Reliability:ConfigPath</c>; a relative one starts at the working directory.</summary>
    /// <value>Default, also when empty: <see cref="DefaultPath"/>.</value>
    public string ConfigPath { get; set; } = DefaultPath;
}
