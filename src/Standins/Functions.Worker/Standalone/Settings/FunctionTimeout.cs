using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The longest an invocation may take, from host.json <c>functionTimeout</c>.</summary>
internal static class FunctionTimeout
{
    /// <summary>Used when host.json is silent.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>Reads the setting.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="errors">Receives what is wrong with the setting.</param>
    /// <returns>Above zero and at most 24 days; <see cref="Timeout.InfiniteTimeSpan"/> for <c>-1</c>.</returns>
    public static TimeSpan Read(IConfiguration configuration, StartupErrors errors)
    {
        string? text = configuration[HostJson.FunctionTimeout];
        if (string.IsNullOrEmpty(text))
            return Default;
        if (text == "-1")
            return Timeout.InfiniteTimeSpan;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan timeout) && timeout > TimeSpan.Zero && timeout <= Longest)
            return timeout;
        errors.Add("host.json", $"functionTimeout '{text}' is neither a time span above zero and up to 24 days, such as 00:05:00, nor -1.");
        return Default;
    }
}
