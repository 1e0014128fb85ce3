namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Adds an entity.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="entity">An entity with a key.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply, with the ETag of the entity.</returns>
    /// <exception cref="RequestFailedException">409 EntityAlreadyExists, 404 TableNotFound, 400 for one that is too large or invalid; others.</exception>
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.InsertAsync(entity, async: true, cancellationToken);

    /// <summary>Adds an entity.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="entity">An entity with a key.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply, with the ETag of the entity.</returns>
    /// <exception cref="RequestFailedException">409 EntityAlreadyExists, 404 TableNotFound, 400 for one that is too large or invalid; others.</exception>
    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.InsertAsync(entity, async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Updates an entity, or adds it if it does not exist.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="entity">An entity with a key.</param>
    /// <param name="mode">What becomes of stored properties that the entity lacks.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply, with the new ETag.</returns>
    /// <exception cref="RequestFailedException">404 TableNotFound, 400 for an entity that is too large or invalid; others.</exception>
    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.PutAsync(entity, mode, null, async: true, cancellationToken);

    /// <summary>Updates an entity, or adds it if it does not exist.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="entity">An entity with a key.</param>
    /// <param name="mode">What becomes of stored properties that the entity lacks.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply, with the new ETag.</returns>
    /// <exception cref="RequestFailedException">404 TableNotFound, 400 for an entity that is too large or invalid; others.</exception>
    public virtual Response UpsertEntity<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.PutAsync(entity, mode, null, async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Updates an entity that exists.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="entity">An entity with a key.</param>
    /// <param name="ifMatch">The version that must be stored; <see cref="ETag.All"/> for any.</param>
    /// <param name="mode">What becomes of stored properties that the entity lacks.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply, with the new ETag.</returns>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is the default value.</exception>
    /// <exception cref="RequestFailedException">404 ResourceNotFound, 412 UpdateConditionNotSatisfied, 400 for an entity that is too large or invalid; others.</exception>
    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.PutAsync(entity, mode, Required(ifMatch), async: true, cancellationToken);

    /// <summary>Updates an entity that exists.</summary>
    /// <typeparam name="T">A class of entities, or <see cref="TableEntity"/>.</typeparam>
    /// <param name="entity">An entity with a key.</param>
    /// <param name="ifMatch">The version that must be stored; <see cref="ETag.All"/> for any.</param>
    /// <param name="mode">What becomes of stored properties that the entity lacks.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply, with the new ETag.</returns>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is the default value.</exception>
    /// <exception cref="RequestFailedException">404 ResourceNotFound, 412 UpdateConditionNotSatisfied, 400 for an entity that is too large or invalid; others.</exception>
    public virtual Response UpdateEntity<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.PutAsync(entity, mode, Required(ifMatch), async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Deletes an entity.</summary>
    /// <param name="partitionKey">The first part of the key.</param>
    /// <param name="rowKey">The second part of the key.</param>
    /// <param name="ifMatch">The version that must be stored; the default value and <see cref="ETag.All"/> stand for any.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply; status 404 when there was nothing to delete.</returns>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied; others but 404.</exception>
    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        _entities.DeleteAsync(new(partitionKey, rowKey), ifMatch, async: true, cancellationToken);

    /// <summary>Deletes an entity.</summary>
    /// <param name="partitionKey">The first part of the key.</param>
    /// <param name="rowKey">The second part of the key.</param>
    /// <param name="ifMatch">The version that must be stored; the default value and <see cref="ETag.All"/> stand for any.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply; status 404 when there was nothing to delete.</returns>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied; others but 404.</exception>
    public virtual Response DeleteEntity(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        _entities.DeleteAsync(new(partitionKey, rowKey), ifMatch, async: false, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Deletes an entity.</summary>
    /// <param name="entity">The entity, of which only the key matters: its ETag is not used.</param>
    /// <param name="ifMatch">The version that must be stored; the default value and <see cref="ETag.All"/> stand for any.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply; status 404 when there was nothing to delete.</returns>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied; others but 404.</exception>
    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <summary>Deletes an entity.</summary>
    /// <param name="entity">The entity, of which only the key matters: its ETag is not used.</param>
    /// <param name="ifMatch">The version that must be stored; the default value and <see cref="ETag.All"/> stand for any.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the request.</param>
    /// <returns>The reply; status 404 when there was nothing to delete.</returns>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied; others but 404.</exception>
    public virtual Response DeleteEntity(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntity(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    private static ETag Required(ETag ifMatch) => ifMatch == default
        ? throw new ArgumentException("An update needs a version; ETag.All stands for any.", nameof(ifMatch))
        : ifMatch;
}
