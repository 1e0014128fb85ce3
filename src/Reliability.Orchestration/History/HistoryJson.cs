using System.Text.Json.Serialization;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.History;

/// <summary>The stored form of turns and messages.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Turn))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(ExecutionStarted))]
[JsonSerializable(typeof(ExecutionFinished))]
[JsonSerializable(typeof(Sender))]
[JsonSerializable(typeof(string))]
internal sealed partial class HistoryJson : JsonSerializerContext;
