using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Integrations.Configuration;

namespace Reliability.Functions.Configuration;

/// <summary>Answers <c>GET /config</c>: the configuration files that were read at start and everything that is wrong with them.</summary>
/// <param name="configuration">What was read.</param>
public sealed class GetConfig(ReliabilityConfiguration configuration)
{
    /// <summary>Answers the call.</summary>
    /// <param name="request">The call.</param>
    [Function(nameof(GetConfig))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "config")] HttpRequest request)
    {
        var counts = configuration.Errors.CountBy(error => error.File).ToDictionary();
        return TypedResults.Json(
            new ConfigReport(
                configuration.Errors.Count == 0,
                [.. configuration.Files.Select(file => new ConfigFile(file, counts.GetValueOrDefault(file)))],
                configuration.Errors),
            ConfigJsonContext.Default.ConfigReport);
    }
}

/// <summary>The answer of <c>GET /config</c>.</summary>
/// <param name="Valid">Whether there are no errors.</param>
/// <param name="Files">The files that were read, in ordinal order.</param>
/// <param name="Errors">Everything that is wrong, in the order of the files.</param>
public sealed record ConfigReport(bool Valid, IReadOnlyList<ConfigFile> Files, IReadOnlyList<ConfigurationError> Errors);

/// <summary>A file that was read.</summary>
/// <param name="File">Its path in the configuration folder.</param>
/// <param name="ErrorCount">How many errors it has; 0 or more.</param>
public sealed record ConfigFile(string File, int ErrorCount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ConfigReport))]
internal sealed partial class ConfigJsonContext : JsonSerializerContext;
