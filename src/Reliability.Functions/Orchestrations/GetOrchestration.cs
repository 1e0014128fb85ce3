using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Reliability.Functions.Orchestrations;

/// <summary>Answers <c>GET /orchestrations/{id}</c>: an orchestration and its history in words.</summary>
/// <param name="client">Reads it.</param>
public sealed class GetOrchestration(DurableTaskClient client)
{
    /// <summary>Answers the call: 404 for an id that nobody has.</summary>
    /// <param name="request">The call.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(GetOrchestration))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orchestrations/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        try
        {
            if (await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellation) is not { } instance) return OrchestrationProblems.Unknown(id);
            return TypedResults.Json(Describe(instance, await HistoryAsync(id, cancellation)), OrchestrationJsonContext.Default.OrchestrationDetail);
        }
        catch (ArgumentException)
        {
            // No id, or one that was deleted between the two questions.
            return OrchestrationProblems.Unknown(id);
        }
    }

    // A history that cannot be read is why an instance may be quarantined: the rest can be shown all the same.
    private async Task<IReadOnlyList<HistoryLine>> HistoryAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return HistoryLines.Of(await client.GetOrchestrationHistoryAsync(id, cancellation));
        }
        catch (InvalidDataException e)
        {
            return [new HistoryLine(default, "Unreadable", e.Message, null)];
        }
    }

    private static OrchestrationDetail Describe(OrchestrationMetadata instance, IReadOnlyList<HistoryLine> history) => new(
        instance.InstanceId,
        instance.Name,
        OrchestrationWords.Of(instance.RuntimeStatus),
        instance.CreatedAt,
        instance.LastUpdatedAt,
        Json(instance.SerializedInput),
        Json(instance.SerializedOutput),
        Json(instance.SerializedCustomStatus),
        instance.FailureDetails is { } failure ? new OrchestrationFailure(failure.ErrorType, failure.ErrorMessage) : null,
        history);

    // What another converter wrote need not be JSON.
    private static JsonElement? Json(string? serialized)
    {
        if (serialized is null) return null;
        try
        {
            return JsonElement.Parse(serialized);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(serialized, OrchestrationJsonContext.Default.String);
        }
    }
}
