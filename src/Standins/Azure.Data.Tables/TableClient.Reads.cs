using System.Linq.Expressions;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Gets an entity.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="partitionKey">The first part of the key.</param>
    /// <param name="rowKey">The second part of the key.</param>
    /// <param name="select">The properties to return; null for all. One that an entity lacks comes as null.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The entity.</returns>
    /// <exception cref="RequestFailedException">404 ResourceNotFound or TableNotFound; others.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var (value, response) = await _entities
            .GetAsync<T>(new(partitionKey, rowKey), select, Statuses.Ok, async: true, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(value!, response);
    }

    /// <summary>Gets an entity.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="partitionKey">The first part of the key.</param>
    /// <param name="rowKey">The second part of the key.</param>
    /// <param name="select">The properties to return; null for all. One that an entity lacks comes as null.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The entity.</returns>
    /// <exception cref="RequestFailedException">404 ResourceNotFound or TableNotFound; others.</exception>
    public virtual Response<T> GetEntity<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var (value, response) = _entities
            .GetAsync<T>(new(partitionKey, rowKey), select, Statuses.Ok, async: false, cancellationToken).GetAwaiter().GetResult();
        return Response.FromValue(value!, response);
    }

    /// <summary>Gets an entity if it exists.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="partitionKey">The first part of the key.</param>
    /// <param name="rowKey">The second part of the key.</param>
    /// <param name="select">The properties to return; null for all. One that an entity lacks comes as null.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The entity, or a response without value when the entity or the table does not exist.</returns>
    /// <exception cref="RequestFailedException">Any failure but 404.</exception>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var (value, response) = await _entities
            .GetAsync<T>(new(partitionKey, rowKey), select, Statuses.OkOrAbsent, async: true, cancellationToken).ConfigureAwait(false);
        return value is null ? new Absent<T>(response) : Response.FromValue(value, response);
    }

    /// <summary>Gets an entity if it exists.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="partitionKey">The first part of the key.</param>
    /// <param name="rowKey">The second part of the key.</param>
    /// <param name="select">The properties to return; null for all. One that an entity lacks comes as null.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The entity, or a response without value when the entity or the table does not exist.</returns>
    /// <exception cref="RequestFailedException">Any failure but 404.</exception>
    public virtual NullableResponse<T> GetEntityIfExists<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var (value, response) = _entities
            .GetAsync<T>(new(partitionKey, rowKey), select, Statuses.OkOrAbsent, async: false, cancellationToken).GetAwaiter().GetResult();
        return value is null ? new Absent<T>(response) : Response.FromValue(value, response);
    }

    /// <summary>Queries entities.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="filter">An OData filter; null for all entities.</param>
    /// <param name="maxPerPage">The most entities per request, at most 1,000; null for 1,000. Does not limit the total.</param>
    /// <param name="select">The properties to return; null for all. One that an entity lacks comes as null.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The entities in the order of their keys, fetched page by page as they are enumerated; failures are thrown then.</returns>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new AsyncPages<T>(Fetch<T>(filter, select), maxPerPage, cancellationToken);

    /// <summary>Queries entities.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="filter">An OData filter; null for all entities.</param>
    /// <param name="maxPerPage">The most entities per request, at most 1,000; null for 1,000. Does not limit the total.</param>
    /// <param name="select">The properties to return; null for all. One that an entity lacks comes as null.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The entities in the order of their keys, fetched page by page as they are enumerated; failures are thrown then.</returns>
    public virtual Pageable<T> Query<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new SyncPages<T>(Fetch<T>(filter, select), maxPerPage, cancellationToken);

    /// <summary>Queries entities.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="filter">Comparisons of properties with values, joined by and, or and not.</param>
    /// <param name="maxPerPage">The most entities per request, at most 1,000; null for 1,000. Does not limit the total.</param>
    /// <param name="select">The properties to return; null for all. One that an entity lacks comes as null.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The entities in the order of their keys, fetched page by page as they are enumerated; failures are thrown then.</returns>
    /// <exception cref="NotSupportedException">The service cannot evaluate the predicate.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(FilterTranslator.Translate(filter), maxPerPage, select, cancellationToken);

    /// <summary>Queries entities.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="filter">Comparisons of properties with values, joined by and, or and not.</param>
    /// <param name="maxPerPage">The most entities per request, at most 1,000; null for 1,000. Does not limit the total.</param>
    /// <param name="select">The properties to return; null for all. One that an entity lacks comes as null.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The entities in the order of their keys, fetched page by page as they are enumerated; failures are thrown then.</returns>
    /// <exception cref="NotSupportedException">The service cannot evaluate the predicate.</exception>
    public virtual Pageable<T> Query<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Query<T>(FilterTranslator.Translate(filter), maxPerPage, select, cancellationToken);

    private FetchPage<T> Fetch<T>(string? filter, IEnumerable<string>? select)
        where T : class, ITableEntity
    {
        var properties = select is null ? null : string.Join(',', select);
        return (continuation, size, async, cancellation) =>
            _queries.PageAsync<T>(new TableQuery(filter, properties, size), continuation, async, cancellation);
    }
}
