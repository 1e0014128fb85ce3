using System.Linq.Expressions;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

public partial class TableServiceClient
{
    /// <summary>Makes a filter from an interpolated string: values become OData literals, quoted and escaped.</summary>
    /// <param name="filter">Such as <c>$"TableName eq {name}"</c>.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">A value is of a type that filters cannot hold.</exception>
    public static string CreateQueryFilter(FormattableString filter) => ODataLiteral.Format(filter);

    /// <summary>Translates a predicate on table names into a filter.</summary>
    /// <param name="filter">Comparisons of <see cref="TableItem.Name"/> with values, joined by and, or and not.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="NotSupportedException">The service cannot evaluate the predicate.</exception>
    public static string CreateQueryFilter(Expression<Func<TableItem, bool>> filter) => FilterTranslator.Translate(filter);

    /// <summary>Creates a table.</summary>
    /// <param name="tableName">The name of the table.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The table.</returns>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists, or TableBeingDeleted for a while after a deletion; others.</exception>
    public virtual Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        _tables.CreateAsync(tableName, async: true, cancellationToken);

    /// <summary>Creates a table.</summary>
    /// <param name="tableName">The name of the table.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The table.</returns>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists, or TableBeingDeleted for a while after a deletion; others.</exception>
    public virtual Response<TableItem> CreateTable(string tableName, CancellationToken cancellationToken = default) =>
        _tables.CreateAsync(tableName, async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Creates a table unless it exists.</summary>
    /// <param name="tableName">The name of the table.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The table; the raw response has status 409 if it existed.</returns>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted for a while after a deletion; others.</exception>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        _tables.CreateIfNotExistsAsync(tableName, async: true, cancellationToken);

    /// <summary>Creates a table unless it exists.</summary>
    /// <param name="tableName">The name of the table.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The table; the raw response has status 409 if it existed.</returns>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted for a while after a deletion; others.</exception>
    public virtual Response<TableItem> CreateTableIfNotExists(string tableName, CancellationToken cancellationToken = default) =>
        _tables.CreateIfNotExistsAsync(tableName, async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Deletes a table and all it holds.</summary>
    /// <param name="tableName">The name of the table.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply; status 404 when there was no such table.</returns>
    /// <exception cref="RequestFailedException">Any other failure.</exception>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        _tables.DeleteAsync(tableName, async: true, cancellationToken);

    /// <summary>Deletes a table and all it holds.</summary>
    /// <param name="tableName">The name of the table.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply; status 404 when there was no such table.</returns>
    /// <exception cref="RequestFailedException">Any other failure.</exception>
    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default) =>
        _tables.DeleteAsync(tableName, async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Lists tables.</summary>
    /// <param name="filter">An OData filter on TableName; null for all tables.</param>
    /// <param name="maxPerPage">The most tables per request, at most 1,000; null for 1,000. Does not limit the total.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The tables in the order of their names, fetched page by page as they are enumerated; failures are thrown then.</returns>
    public virtual AsyncPageable<TableItem> QueryAsync(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new AsyncPages<TableItem>(Fetch(filter), maxPerPage, cancellationToken);

    /// <summary>Lists tables.</summary>
    /// <param name="filter">An interpolated filter on TableName; its values are quoted and escaped.</param>
    /// <param name="maxPerPage">The most tables per request, at most 1,000; null for 1,000. Does not limit the total.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The tables in the order of their names, fetched page by page as they are enumerated; failures are thrown then.</returns>
    /// <exception cref="ArgumentException">A value is of a type that filters cannot hold.</exception>
    public virtual AsyncPageable<TableItem> QueryAsync(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(ODataLiteral.Format(filter), maxPerPage, cancellationToken);

    /// <summary>Lists tables.</summary>
    /// <param name="filter">Comparisons of <see cref="TableItem.Name"/> with values, joined by and, or and not.</param>
    /// <param name="maxPerPage">The most tables per request, at most 1,000; null for 1,000. Does not limit the total.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The tables in the order of their names, fetched page by page as they are enumerated; failures are thrown then.</returns>
    /// <exception cref="NotSupportedException">The service cannot evaluate the predicate.</exception>
    public virtual AsyncPageable<TableItem> QueryAsync(
        Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(FilterTranslator.Translate(filter), maxPerPage, cancellationToken);

    /// <summary>Lists tables.</summary>
    /// <param name="filter">An OData filter on TableName; null for all tables.</param>
    /// <param name="maxPerPage">The most tables per request, at most 1,000; null for 1,000. Does not limit the total.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The tables in the order of their names, fetched page by page as they are enumerated; failures are thrown then.</returns>
    public virtual Pageable<TableItem> Query(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new SyncPages<TableItem>(Fetch(filter), maxPerPage, cancellationToken);

    /// <summary>Lists tables.</summary>
    /// <param name="filter">An interpolated filter on TableName; its values are quoted and escaped.</param>
    /// <param name="maxPerPage">The most tables per request, at most 1,000; null for 1,000. Does not limit the total.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The tables in the order of their names, fetched page by page as they are enumerated; failures are thrown then.</returns>
    /// <exception cref="ArgumentException">A value is of a type that filters cannot hold.</exception>
    public virtual Pageable<TableItem> Query(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(ODataLiteral.Format(filter), maxPerPage, cancellationToken);

    /// <summary>Lists tables.</summary>
    /// <param name="filter">Comparisons of <see cref="TableItem.Name"/> with values, joined by and, or and not.</param>
    /// <param name="maxPerPage">The most tables per request, at most 1,000; null for 1,000. Does not limit the total.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The tables in the order of their names, fetched page by page as they are enumerated; failures are thrown then.</returns>
    /// <exception cref="NotSupportedException">The service cannot evaluate the predicate.</exception>
    public virtual Pageable<TableItem> Query(
        Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(FilterTranslator.Translate(filter), maxPerPage, cancellationToken);

    private FetchPage<TableItem> Fetch(string? filter) => (continuation, size, async, cancellation) =>
        _tables.QueryAsync(new TableQuery(filter, null, size), continuation, async, cancellation);
}
