using System.Diagnostics.Metrics;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Reliability.Integrations.Tables;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Functions.Rum;

/// <summary>The journal of beacons; one writer per process. What was appended is stored when it is disposed.</summary>
public sealed class RumJournal(TableServiceClient tables, IOptions<JournalOptions> options, TimeProvider time, IMeterFactory meters) : IAsyncDisposable
{
    /// <summary>Gets the journal.</summary>
    public Journal Journal { get; } = new(tables.GetTableClient(TableNames.RumJournal), options.Value, time, Guid.NewGuid, meters);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Journal.DisposeAsync();
}
