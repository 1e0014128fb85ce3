using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Reliability.Functions.Health;

/// <summary>The answer of <c>GET /health</c>.</summary>
/// <param name="Status">The worst of all checks: <c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Checks">The checks, by name.</param>
public sealed record HealthAnswer(HealthStatus Status, IReadOnlyList<HealthCheckAnswer> Checks);

/// <summary>What one check found.</summary>
/// <param name="Name">The name of the check.</param>
/// <param name="Status">What it found.</param>
/// <param name="Detail">More for people, such as how long ago something ran; null when there is nothing to add.</param>
public sealed record HealthCheckAnswer(string Name, HealthStatus Status, string? Detail)
{
    /// <summary>Takes over what may be seen by anyone: no exception, which can name hosts and accounts.</summary>
    internal static HealthCheckAnswer From(string name, HealthReportEntry entry) =>
        new(name, entry.Status, entry.Exception is null ? entry.Description : "the check failed");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(HealthStatusConverter)])]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJsonContext : JsonSerializerContext;

/// <summary>Writes <see cref="HealthStatus"/> in lower case.</summary>
internal sealed class HealthStatusConverter() : JsonStringEnumConverter<HealthStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
