namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>What all timers of a host run on.</summary>
/// <param name="Table">Rows of all timers.</param>
/// <param name="Leases">Takes leases.</param>
/// <param name="Runner">Runs functions.</param>
/// <param name="Events">Counts and logs.</param>
/// <param name="Time">The clock.</param>
/// <param name="GiveUp">Cancelled when the host cannot wait any longer, at the very end of a shutdown.</param>
internal sealed record TimerServices(
    TimerTable Table, TimerLeases Leases, TimerRunner Runner, TimerEvents Events, TimeProvider Time, CancellationToken GiveUp);
