using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Reliability.Core.Rum;

namespace Reliability.Functions.Rum;

/// <summary>The answer to OTLP logs: an ExportLogsServiceResponse in JSON.</summary>
/// <param name="PartialSuccess">Left out when all records were accepted.</param>
internal sealed record OtlpAnswer(OtlpPartialSuccess? PartialSuccess)
{
    /// <summary>Builds the answer.</summary>
    /// <param name="rejected">Records not accepted.</param>
    /// <param name="errors">Reasons of the first ones.</param>
    public static IResult Of(int rejected, IReadOnlyList<EventError> errors)
    {
        var reasons = errors.Select(error => string.Create(CultureInfo.InvariantCulture, $"record {error.Index}: {error.Reason}"));
        var partial = rejected == 0 ? null : new OtlpPartialSuccess(rejected.ToString(CultureInfo.InvariantCulture), string.Join(", ", reasons));
        return Results.Json(new OtlpAnswer(partial), OtlpJson.Default.OtlpAnswer);
    }
}

/// <summary>What was not accepted.</summary>
/// <param name="RejectedLogRecords">Their number: 64-bit numbers are texts in the JSON mapping of protocol buffers.</param>
/// <param name="ErrorMessage">Reasons of the first ones.</param>
internal sealed record OtlpPartialSuccess(string RejectedLogRecords, string ErrorMessage);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OtlpAnswer))]
internal sealed partial class OtlpJson : JsonSerializerContext;
