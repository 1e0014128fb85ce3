namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Applies actions to entities of one partition, all or none.</summary>
    /// <param name="transactionActions">From 1 to 100 actions, together at most 4 MiB, on entities of one partition, each at most once.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the transaction.</param>
    /// <returns>One reply per action, in order, with the ETag of its entity.</returns>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    /// <exception cref="TableTransactionFailedException">An action failed, with its status and code. The pipeline does not retry it, even at 500 or 503.</exception>
    /// <exception cref="RequestFailedException">The transaction as a whole was refused.</exception>
    public virtual Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        _transactions.SubmitAsync(transactionActions, async: true, cancellationToken);

    /// <summary>Applies actions to entities of one partition, all or none.</summary>
    /// <param name="transactionActions">From 1 to 100 actions, together at most 4 MiB, on entities of one partition, each at most once.</param>
    /// <param name="cancellationToken">Stops waiting; the service may have applied the transaction.</param>
    /// <returns>One reply per action, in order, with the ETag of its entity.</returns>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    /// <exception cref="TableTransactionFailedException">An action failed, with its status and code. The pipeline does not retry it, even at 500 or 503.</exception>
    /// <exception cref="RequestFailedException">The transaction as a whole was refused.</exception>
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        _transactions.SubmitAsync(transactionActions, async: false, cancellationToken).GetAwaiter().GetResult();
}
