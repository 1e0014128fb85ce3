using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

/// <summary>Builds a worker.</summary>
public interface IDurableTaskWorkerBuilder
{
    /// <summary>Gets the name of the worker.</summary>
    string Name { get; }

    /// <summary>Gets the services that the worker is added to.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets or sets the class of the worker, derived from <see cref="DurableTaskWorker"/>.</summary>
    Type? BuildTarget { get; set; }

    /// <summary>Makes the worker.</summary>
    /// <param name="serviceProvider">What its arguments come from, beside its name and the factory of tasks.</param>
    /// <returns>The worker.</returns>
    /// <exception cref="InvalidOperationException">No class was set.</exception>
    IHostedService Build(IServiceProvider serviceProvider);
}

/// <summary>Builds a worker.</summary>
internal sealed class WorkerBuilder(string name, IServiceCollection services) : IDurableTaskWorkerBuilder
{
    private Type? _target;

    public string Name => name;

    public IServiceCollection Services => services;

    public Type? BuildTarget
    {
        get => _target;
        set => _target = value is null || (value.IsSubclassOf(typeof(DurableTaskWorker)) && !value.IsAbstract)
            ? value
            : throw new ArgumentException($"{value} is not a worker.", nameof(value));
    }

    public IHostedService Build(IServiceProvider serviceProvider)
    {
        DurableTaskRegistry registry = serviceProvider.GetRequiredService<IOptionsMonitor<DurableTaskRegistry>>().Get(Name);
        return (IHostedService)ActivatorUtilities.CreateInstance(
            serviceProvider,
            _target ?? throw new InvalidOperationException("No backend was chosen for the Durable Task worker."),
            Name,
            new RegistryFactory(registry));
    }
}
