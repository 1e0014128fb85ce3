using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Counts new beacons into cells, every five seconds.</summary>
public sealed partial class RollUpBeacons(RumRollup rollup, ILogger<RollUpBeacons> logger)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(RollUpBeacons))]
    public async Task Run([TimerTrigger("*/5 * * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        try
        {
            var counted = await rollup.RunAsync(cancellation).ConfigureAwait(false);
            if (counted > 0) Counted(counted);
        }
        catch (StaleReaderException e)
        {
            Overtaken(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Counted {Samples} samples into cells")]
    private partial void Counted(long samples);

    [LoggerMessage(LogLevel.Information, "Another process does the rollup: {Reason}")]
    private partial void Overtaken(string reason);
}
