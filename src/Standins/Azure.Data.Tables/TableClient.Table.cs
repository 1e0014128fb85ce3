using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Creates the table.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The table.</returns>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists, or TableBeingDeleted for a while after a deletion; others.</exception>
    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        _tables.CreateAsync(_name, async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Creates the table.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The table.</returns>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists, or TableBeingDeleted for a while after a deletion; others.</exception>
    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        _tables.CreateAsync(_name, async: true, cancellationToken);

    /// <summary>Creates the table unless it exists.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The table; the raw response has status 409 if it existed.</returns>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted for a while after a deletion; others.</exception>
    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        _tables.CreateIfNotExistsAsync(_name, async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Creates the table unless it exists.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The table; the raw response has status 409 if it existed.</returns>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted for a while after a deletion; others.</exception>
    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        _tables.CreateIfNotExistsAsync(_name, async: true, cancellationToken);

    /// <summary>Deletes the table and all it holds.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The reply; status 404 when there was no such table.</returns>
    /// <exception cref="RequestFailedException">Any other failure.</exception>
    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        _tables.DeleteAsync(_name, async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Deletes the table and all it holds.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The reply; status 404 when there was no such table.</returns>
    /// <exception cref="RequestFailedException">Any other failure.</exception>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        _tables.DeleteAsync(_name, async: true, cancellationToken);
}
