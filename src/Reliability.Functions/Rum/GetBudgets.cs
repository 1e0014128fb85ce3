using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Rum;

/// <summary><c>GET /api/rum/{site}/budgets</c>: every performance budget of a site with its latest state.</summary>
public sealed class GetBudgets(VitalsReader sites, RumBudgetTable table)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(GetBudgets))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "rum/{site}/budgets")] HttpRequest request, string site, CancellationToken cancellation)
    {
        if (sites.Find(site) is not { } found) return RumProblem.UnknownSite(site);
        var states = await table.ReadAsync(site, cancellation).ConfigureAwait(false);
        var lines = found.Budgets.Select(budget => BudgetLine.Of(budget, states.GetValueOrDefault(RumBudgetAlert.FingerprintOf(site, budget))?.State));
        return Results.Json(new BudgetList([.. lines]), LoadsJson.Default.BudgetList);
    }
}
