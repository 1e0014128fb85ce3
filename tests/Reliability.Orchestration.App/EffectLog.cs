using Azure;
using Azure.Data.Tables;

namespace Reliability.Orchestration.App;

/// <summary>A system outside, that the effects of activities reach: it keeps each under the token that came with it.</summary>
public sealed class EffectLog(TableServiceClient tables)
{
    /// <summary>The table of effects: partition = instance, row = token.</summary>
    public const string Table = "effects";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Has an effect. The same token has it once, however often it comes.</summary>
    public async Task HaveAsync(string instance, Guid token, string what)
    {
        try
        {
            await _table.AddEntityAsync(new TableEntity(instance, token.ToString("N")) { ["What"] = what });
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // It had that effect before.
        }
    }
}
