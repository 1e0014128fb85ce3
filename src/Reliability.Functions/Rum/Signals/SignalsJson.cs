using System.Text.Json.Serialization;
using Reliability.Core.Rum.Signals;
using Reliability.Integrations.Json;

namespace Reliability.Functions.Rum.Signals;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(SessionsReport))]
[JsonSerializable(typeof(ErrorsReport))]
[JsonSerializable(typeof(FunnelReport))]
[JsonSerializable(typeof(BusinessReport))]
internal sealed partial class SignalsJson : JsonSerializerContext;
