using System.Text.Json;
using System.Text.Json.Serialization;
using Reliability.Functions.Http;

namespace Reliability.Functions.Orchestrations;

/// <summary>How an orchestration is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The orchestrator.</param>
/// <param name="Status"><c>pending</c>, <c>running</c>, <c>suspended</c>, <c>completed</c>, <c>failed</c>, <c>terminated</c>, or what another backend tells.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When its last turn was.</param>
internal sealed record OrchestrationSummary(string Id, string Name, string Status, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>An orchestration with what was given to it, what came of it, and how.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The orchestrator.</param>
/// <param name="Status">As in <see cref="OrchestrationSummary"/>.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When its last turn was.</param>
/// <param name="Input">What it was given; null for nothing.</param>
/// <param name="Output">What it returned; null while it runs, and for nothing.</param>
/// <param name="CustomStatus">What it says of itself; null for nothing.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="History">What happened, oldest first, of its present generation.</param>
internal sealed record OrchestrationDetail(
    string Id,
    string Name,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    JsonElement? Input,
    JsonElement? Output,
    JsonElement? CustomStatus,
    OrchestrationFailure? Failure,
    IReadOnlyList<HistoryLine> History);

/// <summary>Why an orchestration failed.</summary>
/// <param name="Type">Type of the error; <c>Quarantined</c> when the engine gave it up.</param>
/// <param name="Message">Its message.</param>
internal sealed record OrchestrationFailure(string Type, string Message);

/// <summary>One event of a history.</summary>
/// <param name="At">When.</param>
/// <param name="Event">What kind of event it is, as the field names it.</param>
/// <param name="Text">The event in words.</param>
/// <param name="TaskId">The decision that it is about; null for none.</param>
internal sealed record HistoryLine(DateTimeOffset At, string Event, string Text, int? TaskId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrchestrationDetail))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Listing<OrchestrationSummary>))]
internal sealed partial class OrchestrationJsonContext : JsonSerializerContext;
