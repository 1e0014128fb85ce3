using System.Linq.Expressions;
using Azure.Core;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>Reads and writes the entities of one table. Safe for use by many threads; make one and keep it.</summary>
/// <remarks>
/// Requests are retried as <see cref="ClientOptions.Retry"/> says. A retried write may collide with itself: 409, 412 or 404
/// can mean that an earlier try was applied and its reply lost.
/// </remarks>
public partial class TableClient
{
    private readonly TablePipeline _pipeline;
    private readonly TableRequests _tables;
    private readonly EntityRequests _entities;
    private readonly EntityQueries _queries;
    private readonly TransactionRequests _transactions;
    private readonly string _name;

    /// <summary>Creates a client from a connection string.</summary>
    /// <param name="connectionString">Account and key, a shared access signature, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <param name="tableName">The name of the table.</param>
    /// <exception cref="ArgumentException">The connection string does not name an endpoint and a credential.</exception>
    /// <exception cref="InvalidOperationException">The connection string is malformed.</exception>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    /// <summary>Creates a client from a connection string.</summary>
    /// <param name="connectionString">Account and key, a shared access signature, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <param name="tableName">The name of the table.</param>
    /// <param name="options">Retries, transport, diagnostics; null for the defaults.</param>
    /// <exception cref="ArgumentException">The connection string does not name an endpoint and a credential.</exception>
    /// <exception cref="InvalidOperationException">The connection string is malformed.</exception>
    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(PipelineFactory.Of(connectionString, options), tableName)
    {
    }

    /// <summary>Creates a client that uses a shared access signature.</summary>
    /// <param name="endpoint">The endpoint of the table: that of the account, then the name of the table.</param>
    /// <param name="credential">The signature; may be renewed meanwhile.</param>
    /// <param name="options">Retries, transport, diagnostics; null for the defaults.</param>
    /// <exception cref="ArgumentException">The endpoint is neither HTTPS nor loopback, or names no table.</exception>
    public TableClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null)
        : this(PipelineFactory.Of(AccountOf(endpoint), credential, options), NameIn(endpoint))
    {
    }

    /// <summary>Creates a client from a URI that carries a shared access signature.</summary>
    /// <param name="endpoint">The endpoint of the table: that of the account, then the name of the table, the signature as query.</param>
    /// <param name="options">Retries, transport, diagnostics; null for the defaults.</param>
    /// <exception cref="ArgumentException">The endpoint is neither HTTPS nor loopback, or names no table.</exception>
    public TableClient(Uri endpoint, TableClientOptions? options = null)
        : this(PipelineFactory.Of(AccountOf(endpoint), options), NameIn(endpoint))
    {
    }

    /// <summary>Creates a client that uses an account key.</summary>
    /// <param name="endpoint">The endpoint of the account.</param>
    /// <param name="tableName">The name of the table.</param>
    /// <param name="credential">Account and key.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    /// <summary>Creates a client that uses an account key.</summary>
    /// <param name="endpoint">The endpoint of the account.</param>
    /// <param name="tableName">The name of the table.</param>
    /// <param name="credential">Account and key.</param>
    /// <param name="options">Retries, transport, diagnostics; null for the defaults.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(PipelineFactory.Of(AccountOf(endpoint, tableName), credential, options), tableName)
    {
    }

    /// <summary>Creates a client that uses Microsoft Entra tokens.</summary>
    /// <param name="endpoint">The endpoint of the account; HTTPS, or every request throws.</param>
    /// <param name="tableName">The name of the table.</param>
    /// <param name="tokenCredential">Gives tokens for the audience of the options.</param>
    /// <param name="options">Audience, retries, transport, diagnostics; null for the defaults.</param>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(PipelineFactory.Of(AccountOf(endpoint, tableName), tokenCredential, options), tableName)
    {
    }

    internal TableClient(TablePipeline pipeline, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _pipeline = pipeline;
        _name = tableName;
        _tables = new TableRequests(pipeline);
        _entities = new EntityRequests(pipeline, tableName);
        _queries = new EntityQueries(pipeline, tableName);
        _transactions = new TransactionRequests(pipeline, tableName);
    }

    /// <summary>Creates a client without a service, for tests that override its members.</summary>
#pragma warning disable CS8618 // The overrides do not use the fields.
    protected TableClient()
#pragma warning restore CS8618
    {
    }

    /// <summary>Gets the name of the table.</summary>
    public virtual string Name => _name;

    /// <summary>Gets the name of the account.</summary>
    public virtual string AccountName => _pipeline.AccountName;

    /// <summary>Gets the endpoint of the table, without a shared access signature.</summary>
    public virtual Uri Uri => new($"{_pipeline.BaseUrl}/{_name}");

    /// <summary>Makes a filter from an interpolated string: values become OData literals, quoted and escaped.</summary>
    /// <param name="filter">Such as <c>$"PartitionKey eq {key}"</c>.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">A value is of a type that filters cannot hold.</exception>
    public static string CreateQueryFilter(FormattableString filter) => ODataLiteral.Format(filter);

    /// <summary>Translates a predicate into a filter.</summary>
    /// <typeparam name="T">The type of the entities.</typeparam>
    /// <param name="filter">Comparisons of properties with values, joined by and, or and not.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="NotSupportedException">The service cannot evaluate the predicate.</exception>
    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterTranslator.Translate(filter);

    private static Uri AccountOf(Uri endpoint, string? tableName = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return TableAddress.Account(endpoint, tableName ?? NameIn(endpoint));
    }

    private static string NameIn(Uri endpoint) =>
        TableAddress.TableName(endpoint) ?? throw new ArgumentException("The endpoint names no table.", nameof(endpoint));
}
