using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The running host: checks the app, starts the server and the timers, drains them at the end.</summary>
/// <param name="app">Services and server.</param>
/// <param name="errors">What keeps the app from starting.</param>
/// <param name="ownsProcess">Whether this process is the app's, rather than a test run that hosts it.</param>
internal sealed partial class StandaloneHost(WebApplication app, StartupErrors errors, bool ownsProcess) : IHost, IAsyncDisposable
{
    /// <inheritdoc/>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts the host.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when requests are served.</returns>
    /// <exception cref="FunctionsStartupException">The app cannot start, and does not own the process. The app's own process writes the reasons to standard error, one line each, and exits with code 1 instead.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await StartAppAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FunctionsStartupException fault) when (ownsProcess)
        {
            foreach (string error in fault.Errors)
                await Console.Error.WriteLineAsync(error).ConfigureAwait(false);
            Environment.Exit(1);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken = default) => app.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => ((IDisposable)app).Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task StartAppAsync(CancellationToken cancellationToken)
    {
        errors.ThrowIfAny();
        WarnOfUnsupportedSettings();
        Drain drain = app.Services.GetRequiredService<Drain>();
        TimeProvider time = app.Services.GetRequiredService<TimeProvider>();
        app.Lifetime.ApplicationStopping.Register(() => drain.Begin(time));
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to stop while starting: the shutdown that follows is an ordinary one.
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            throw new FunctionsStartupException($"Cannot listen: {fault.Message.TrimEnd('.')}. Choose another port with --port.", fault);
        }
    }

    private void WarnOfUnsupportedSettings()
    {
        string[] unsupported = HostJson.Unsupported(
            app.Configuration.AsEnumerable().Where(setting => setting.Value is not null).Select(setting => setting.Key));
        if (unsupported.Length > 0)
            LogUnsupported(app.Services.GetRequiredService<ILogger<StandaloneHost>>(), string.Join(", ", unsupported));
    }

    [LoggerMessage(1, LogLevel.Warning, "host.json has settings that the stand-alone host does not act on: {Settings}")]
    private static partial void LogUnsupported(ILogger logger, string settings);
}
