using System.Diagnostics.Metrics;

namespace Reliability.Testing;

/// <summary>A meter factory for what asks for one. Its meters bear it as their scope, so that listeners can tell them from those of other tests.</summary>
public sealed class TestMeters : IMeterFactory
{
    /// <inheritdoc/>
    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Scope = this;
        return new Meter(options);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
