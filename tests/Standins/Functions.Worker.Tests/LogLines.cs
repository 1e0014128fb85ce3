using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Functions.Worker.Tests;

/// <summary>Keeps what is logged, with the scopes it is logged in.</summary>
internal sealed class LogLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogLine> _lines = new();
    private IExternalScopeProvider? _scopes;

    public IReadOnlyCollection<LogLine> All => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private void Write(LogLine line)
    {
        _scopes?.ForEachScope(
            (scope, scopes) =>
            {
                foreach (KeyValuePair<string, object> item in scope as IEnumerable<KeyValuePair<string, object>> ?? [])
                    scopes[item.Key] = item.Value;
            },
            line.Scopes);
        _lines.Enqueue(line);
    }

    private sealed class Logger(LogLines owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Write(new LogLine(category, logLevel, formatter(state, exception), exception, []));
    }
}

internal sealed record LogLine(string Category, LogLevel Level, string Message, Exception? Exception, Dictionary<string, object> Scopes);
