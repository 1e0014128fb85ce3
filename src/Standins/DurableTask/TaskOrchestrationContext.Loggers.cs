using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    private const int MaxWrappers = 10;

    // A context that wraps another gives the other's replay-safe factory; its loggers need not ask twice.
    private ILoggerFactory InnermostLoggerFactory()
    {
        ILoggerFactory factory = LoggerFactory;
        for (int depth = 0; factory is ReplaySafeFactory wrapper; depth++)
        {
            factory = depth < MaxWrappers
                ? wrapper.Inner
                : throw new InvalidOperationException("LoggerFactory leads back to the context's own ReplaySafeLoggerFactory.");
        }

        return factory;
    }

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying)
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }

    private sealed class ReplaySafeFactory(TaskOrchestrationContext context) : ILoggerFactory
    {
        internal ILoggerFactory Inner => context.LoggerFactory;

        public ILogger CreateLogger(string categoryName) =>
            new ReplaySafeLogger(context, context.InnermostLoggerFactory().CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) =>
            throw new NotSupportedException("Providers are added to the factory that the context is given.");

        public void Dispose()
        {
            // The wrapped factory belongs to the backend.
        }
    }
}
