using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Tests;

public sealed class TaskOrchestrationContextTests
{
    [Fact]
    public async Task Options_alone_mean_a_call_without_an_input()
    {
        var context = new ScriptedContext();

        await context.CallActivityAsync("page", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1))));
        await context.CallActivityAsync("page", "Ann");

        Assert.Equal(["call page with nothing, retries: True", "call page with Ann, retries: False"], context.Log);
    }

    [Fact]
    public void Starting_over_with_options_passes_input_and_events_on()
    {
        var context = new ScriptedContext();

        context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 7, PreserveUnprocessedEvents = false, NewVersion = "2" });

        Assert.Equal((7, false), context.Restart);
    }

    [Theory]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("2.0", "1.10", 1)]
    [InlineData("", "1.0", -1)]
    [InlineData("1.0", " ", 1)]
    [InlineData("", "", 0)]
    [InlineData("Beta", "beta", 0)]
    public void Versions_are_compared_as_numbers_where_they_are_numbers(string version, string other, int sign) =>
        Assert.Equal(sign, Math.Sign(new ScriptedContext { GivenVersion = version }.CompareVersionTo(other)));

    [Fact]
    public void Replay_safe_loggers_are_silent_while_replaying_also_through_a_wrapper()
    {
        Type type = typeof(ScriptedContext);
        using var sink = new ListLoggers();
        var context = new ScriptedContext { Loggers = sink };
        var wrapper = new ScriptedContext { Loggers = context.ReplaySafeLoggerFactory };
        ILogger[] loggers =
        [
            context.CreateReplaySafeLogger("named"),
            context.CreateReplaySafeLogger<ScriptedContext>(),
            context.CreateReplaySafeLogger(type),
            context.ReplaySafeLoggerFactory.CreateLogger("made"),
            wrapper.CreateReplaySafeLogger("wrapped"),
        ];

        context.Replaying = wrapper.Replaying = true;
        Array.ForEach(loggers, logger => logger.LogInformation("replayed"));
        context.Replaying = wrapper.Replaying = false;
        Array.ForEach(loggers, logger => logger.LogInformation("new"));

        Assert.Equal(["named: new", $"{type}: new", $"{type}: new", "made: new", "wrapped: new"], sink.Lines);
    }

    private sealed class ListLoggers : ILoggerFactory
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new ListLogger(categoryName, Lines);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class ListLogger(string category, List<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{category}: {formatter(state, exception)}");
    }
}
