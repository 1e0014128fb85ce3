using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

/// <summary>Builds a client.</summary>
public interface IDurableTaskClientBuilder
{
    /// <summary>Gets the name of the client.</summary>
    string Name { get; }

    /// <summary>Gets the services that the client is added to.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets or sets the class of the client, derived from <see cref="DurableTaskClient"/>.</summary>
    Type? BuildTarget { get; set; }

    /// <summary>Makes the client.</summary>
    /// <param name="serviceProvider">What its arguments come from, beside its name.</param>
    /// <returns>The client.</returns>
    /// <exception cref="InvalidOperationException">No class was set.</exception>
    DurableTaskClient Build(IServiceProvider serviceProvider);
}

/// <summary>Sets up a client.</summary>
public static class DurableTaskBuilderExtensions
{
    /// <summary>Chooses the backend by the class of the client.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="target">The class.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The class is abstract or not derived from <see cref="DurableTaskClient"/>.</exception>
    public static IDurableTaskClientBuilder UseBuildTarget(this IDurableTaskClientBuilder builder, Type target)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.BuildTarget = target;
        return builder;
    }

    /// <summary>Chooses the backend by the class of the client.</summary>
    /// <typeparam name="TTarget">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder UseBuildTarget<TTarget>(this IDurableTaskClientBuilder builder)
        where TTarget : DurableTaskClient => builder.UseBuildTarget(typeof(TTarget));
}

/// <summary>Builds a client.</summary>
internal sealed class ClientBuilder(string name, IServiceCollection services) : IDurableTaskClientBuilder
{
    private Type? _target;

    public string Name => name;

    public IServiceCollection Services => services;

    public Type? BuildTarget
    {
        get => _target;
        set => _target = value is null || (value.IsSubclassOf(typeof(DurableTaskClient)) && !value.IsAbstract)
            ? value
            : throw new ArgumentException($"{value} is not a client.", nameof(value));
    }

    public DurableTaskClient Build(IServiceProvider serviceProvider) => (DurableTaskClient)ActivatorUtilities.CreateInstance(
        serviceProvider,
        _target ?? throw new InvalidOperationException("No backend was chosen for the Durable Task client."),
        Name);
}
