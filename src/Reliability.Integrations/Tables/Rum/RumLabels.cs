using Azure;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>The stored label catalogues, one per site and day.</summary>
/// <param name="table">The table of catalogues.</param>
public sealed class RumLabels(TableClient table)
{
    private const string Admitted = "Admitted";
    private const string Samples = "Samples";
    private const string Rounds = "Rounds";
    private const string Round = "Round";

    /// <summary>Gets the catalogue of a day, which may be empty.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="day">Any time of the day, UTC.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public async Task<LabelCatalogue> ReadAsync(string site, DateTimeOffset day, CancellationToken cancellation) =>
        (await FindAsync(site, day, cancellation).ConfigureAwait(false)).Catalogue ?? new LabelCatalogue();

    /// <summary>Admits the combinations of a round and gets the catalogue; safe to repeat with the same round and samples.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="time">Latest time of the day that is known to have come, UTC: its hour tells how many places are open.</param>
    /// <param name="round">Number of the round: a catalogue that bears it already is taken as it is.</param>
    /// <param name="samples">Number of samples per combination in the round, of that day.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="StaleReaderException">A later round was written, or another process is writing this one: stop.</exception>
    public async Task<LabelCatalogue> AdmitAsync(
        string site, DateTimeOffset time, long round, IReadOnlyDictionary<VitalDimensions, long> samples, CancellationToken cancellation)
    {
        var (catalogue, seen, tag) = await FindAsync(site, time, cancellation).ConfigureAwait(false);
        if (seen > round) throw new StaleReaderException($"The labels of {site} are at round {seen}, past {round}.");
        if (seen == round) return catalogue!;
        catalogue ??= new LabelCatalogue((await FindAsync(site, time.AddDays(-1), cancellation).ConfigureAwait(false)).Catalogue);
        catalogue.Admit(round, samples, time.UtcDateTime.Hour);

        var entity = new TableEntity(site, RumCellKeys.DayOf(time))
        {
            [Admitted] = catalogue.EncodeHashes(),
            [Samples] = catalogue.EncodeSamples(),
            [Rounds] = catalogue.EncodeRounds(),
            [Round] = round,
        };
        try
        {
            if (tag is { } known) await table.UpdateEntityAsync(entity, known, TableUpdateMode.Replace, cancellation).ConfigureAwait(false);
            else await table.AddEntityAsync(entity, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            throw new StaleReaderException($"Another process wrote the labels of {site}.", e);
        }

        return catalogue;
    }

    private async Task<(LabelCatalogue? Catalogue, long Round, ETag? Tag)> FindAsync(string site, DateTimeOffset day, CancellationToken cancellation)
    {
        var stored = await table.GetEntityIfExistsAsync<TableEntity>(site, RumCellKeys.DayOf(day), null, cancellation).ConfigureAwait(false);
        if (!stored.HasValue) return (null, 0, null);
        var entity = stored.Value!;
        return (LabelCatalogue.Decode(entity.GetBinary(Admitted), entity.GetBinary(Samples), entity.GetBinary(Rounds)), entity.GetInt64(Round) ?? 0, entity.ETag);
    }
}
