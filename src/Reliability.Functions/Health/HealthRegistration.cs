using Microsoft.Extensions.DependencyInjection;

namespace Reliability.Functions.Health;

/// <summary>Registers what <c>GET /health</c> reports.</summary>
public static class HealthRegistration
{
    private static readonly TimeSpan StorageTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds the check of storage; other modules add their own by <c>AddHealthChecks().AddCheck&lt;T&gt;(name)</c>.</summary>
    /// <remarks>Needs an <see cref="Azure.Data.Tables.TableServiceClient"/>.</remarks>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<StorageHealth>("storage", timeout: StorageTimeout);
        return services;
    }
}
