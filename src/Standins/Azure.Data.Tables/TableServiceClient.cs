using Azure.Core;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>The tables of one account. Safe for use by many threads; make one and keep it.</summary>
public partial class TableServiceClient
{
    private readonly TablePipeline _pipeline;
    private readonly TableRequests _tables;

    /// <summary>Creates a client from a connection string.</summary>
    /// <param name="connectionString">Account and key, a shared access signature, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <exception cref="ArgumentException">The connection string does not name an endpoint and a credential.</exception>
    /// <exception cref="InvalidOperationException">The connection string is malformed.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <summary>Creates a client from a connection string.</summary>
    /// <param name="connectionString">Account and key, a shared access signature, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <param name="options">Retries, transport, diagnostics; null for the defaults.</param>
    /// <exception cref="ArgumentException">The connection string does not name an endpoint and a credential.</exception>
    /// <exception cref="InvalidOperationException">The connection string is malformed.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(PipelineFactory.Of(connectionString, options))
    {
    }

    /// <summary>Creates a client that uses a shared access signature.</summary>
    /// <param name="endpoint">The endpoint of the account.</param>
    /// <param name="credential">The signature; may be renewed meanwhile.</param>
    /// <exception cref="ArgumentException">The endpoint is neither HTTPS nor loopback.</exception>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>Creates a client that uses a shared access signature.</summary>
    /// <param name="endpoint">The endpoint of the account.</param>
    /// <param name="credential">The signature; may be renewed meanwhile.</param>
    /// <param name="options">Retries, transport, diagnostics; null for the defaults.</param>
    /// <exception cref="ArgumentException">The endpoint is neither HTTPS nor loopback.</exception>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null)
        : this(PipelineFactory.Of(endpoint, credential, options))
    {
    }

    /// <summary>Creates a client from a URI that carries a shared access signature.</summary>
    /// <param name="endpoint">The endpoint of the account, the signature as query.</param>
    /// <param name="options">Retries, transport, diagnostics; null for the defaults.</param>
    /// <exception cref="ArgumentException">The endpoint is neither HTTPS nor loopback.</exception>
    public TableServiceClient(Uri endpoint, TableClientOptions? options = null)
        : this(PipelineFactory.Of(endpoint, options))
    {
    }

    /// <summary>Creates a client that uses an account key.</summary>
    /// <param name="endpoint">The endpoint of the account.</param>
    /// <param name="credential">Account and key.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>Creates a client that uses an account key.</summary>
    /// <param name="endpoint">The endpoint of the account.</param>
    /// <param name="credential">Account and key.</param>
    /// <param name="options">Retries, transport, diagnostics; null for the defaults.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
        : this(PipelineFactory.Of(endpoint, credential, options))
    {
    }

    /// <summary>Creates a client that uses Microsoft Entra tokens.</summary>
    /// <param name="endpoint">The endpoint of the account; HTTPS, or every request throws.</param>
    /// <param name="tokenCredential">Gives tokens for the audience of the options.</param>
    /// <param name="options">Audience, retries, transport, diagnostics; null for the defaults.</param>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(PipelineFactory.Of(endpoint, tokenCredential, options))
    {
    }

    private TableServiceClient(TablePipeline pipeline)
    {
        _pipeline = pipeline;
        _tables = new TableRequests(pipeline);
    }

    /// <summary>Creates a client without a service, for tests that override its members.</summary>
#pragma warning disable CS8618 // The overrides do not use the fields.
    protected TableServiceClient()
#pragma warning restore CS8618
    {
    }

    /// <summary>Gets the name of the account.</summary>
    public virtual string AccountName => _pipeline.AccountName;

    /// <summary>Gets the endpoint of the account, without a shared access signature.</summary>
    public virtual Uri Uri => new(_pipeline.BaseUrl);

    /// <summary>Gets a client of a table, which shares this one's connections. Sends nothing.</summary>
    /// <param name="tableName">The name of the table.</param>
    /// <returns>A client.</returns>
    public virtual TableClient GetTableClient(string tableName) => new(_pipeline, tableName);
}
