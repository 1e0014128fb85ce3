using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker.Hosting;

/// <summary>Runs orchestrators and activities while the host runs.</summary>
public abstract class DurableTaskWorker : BackgroundService
{
    /// <summary>Takes what a worker is built with.</summary>
    /// <param name="name">The name of the worker; null for the default one.</param>
    /// <param name="factory">Makes the registered tasks.</param>
    protected DurableTaskWorker(string? name, IDurableTaskFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Name = name ?? Options.DefaultName;
        Factory = factory;
    }

    /// <summary>Gets the name of the worker.</summary>
    /// <value>Empty for the default one.</value>
    protected virtual string Name { get; }

    /// <summary>Gets what makes the registered tasks.</summary>
    protected virtual IDurableTaskFactory Factory { get; }
}
