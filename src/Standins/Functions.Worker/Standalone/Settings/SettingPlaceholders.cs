using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Replaces <c>%Setting%</c> in schedules and routes.</summary>
internal static partial class SettingPlaceholders
{
    /// <summary>Replaces every placeholder.</summary>
    /// <param name="text">A schedule or route.</param>
    /// <param name="configuration">Where the settings are.</param>
    /// <param name="missing">Called with the name of each setting that does not exist or is empty.</param>
    /// <returns>The text; placeholders without a setting stay.</returns>
    public static string Replace(string text, IConfiguration configuration, Action<string> missing) =>
        Placeholder().Replace(text, match =>
        {
            string name = match.Groups[1].Value;
            string? value = configuration[name.Replace("__", ":", StringComparison.Ordinal)];
            if (!string.IsNullOrEmpty(value))
                return value;
            missing(name);
            return match.Value;
        });

    [GeneratedRegex("%([^%\\s]+)%", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
