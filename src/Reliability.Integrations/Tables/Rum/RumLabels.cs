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
    private const string Round = "Round";

    /// <summary>Gets the catalogue of a day, which may be empty.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="day">Any time of the day, UTC.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public async Task<LabelCatalogue> ReadAsync(string site, DateTimeOffset day, CancellationToken cancellation)
    {
        var stored = await table.GetEntityIfExistsAsync<TableEntity>(site, RumCellEntity.DayOf(day), null, cancellation).ConfigureAwait(false);
        return CatalogueOf(stored);
    }

    /// <summary>Admits the combinations of a round and gets the catalogue; safe to repeat with the same round and samples.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="day">Any time of the day, UTC.</param>
    /// <param name="round">Number of the round: a catalogue that bears it already is taken as it is.</param>
    /// <param name="samples">Number of samples per combination in the round.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="StaleReaderException">A later round was written, or another process is writing this one: stop.</exception>
    public async Task<LabelCatalogue> AdmitAsync(
        string site, DateTimeOffset day, long round, IReadOnlyDictionary<VitalDimensions, long> samples, CancellationToken cancellation)
    {
        var rowKey = RumCellEntity.DayOf(day);
        var stored = await table.GetEntityIfExistsAsync<TableEntity>(site, rowKey, null, cancellation).ConfigureAwait(false);
        var catalogue = CatalogueOf(stored);
        var seen = stored.HasValue ? stored.Value!.GetInt64(Round) ?? 0 : 0;
        if (seen > round) throw new StaleReaderException($"The labels of {site} are at round {seen}, past {round}.");
        if (seen == round || !catalogue.Admit(samples)) return catalogue;

        var entity = new TableEntity(site, rowKey) { [Admitted] = catalogue.Encode(), [Round] = round };
        try
        {
            if (stored.HasValue) await table.UpdateEntityAsync(entity, stored.Value!.ETag, TableUpdateMode.Replace, cancellation).ConfigureAwait(false);
            else await table.AddEntityAsync(entity, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            throw new StaleReaderException($"Another process wrote the labels of {site}.", e);
        }

        return catalogue;
    }

    private static LabelCatalogue CatalogueOf(NullableResponse<TableEntity> stored) =>
        stored.HasValue ? LabelCatalogue.Decode(stored.Value!.GetBinary(Admitted)) : new LabelCatalogue();
}
