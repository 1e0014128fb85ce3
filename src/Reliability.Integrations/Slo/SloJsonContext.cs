using System.Text.Json;
using System.Text.Json.Serialization;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Alerts;
using Reliability.Core.Slo.Maintenance;
using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Json;
using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Slo;

/// <summary>The JSON of objectives, as it is stored and answered.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(DurationConverter), typeof(SloDurationConverter), typeof(InstantConverter), typeof(SloHealthConverter), typeof(BudgetingMethodConverter),
        typeof(BurnRateComparisonConverter), typeof(SloAlertKindConverter), typeof(CorrectionEffectConverter),
    ])]
[JsonSerializable(typeof(SloStatus))]
[JsonSerializable(typeof(IReadOnlyList<SloStatus>))]
[JsonSerializable(typeof(SloReport))]
[JsonSerializable(typeof(OpenSloReport))]
[JsonSerializable(typeof(SloAlertBook))]
[JsonSerializable(typeof(SloDay))]
[JsonSerializable(typeof(SloReportDetail))]
[JsonSerializable(typeof(SloHistoryAnswer))]
[JsonSerializable(typeof(SloBudgetAnswer))]
[JsonSerializable(typeof(CorrectionEntry))]
[JsonSerializable(typeof(CorrectionAudit))]
[JsonSerializable(typeof(SloCorrectionsAnswer))]
public sealed partial class SloJsonContext : JsonSerializerContext;

/// <summary>Writes <see cref="SloHealth"/> as <c>healthy</c>, <c>at-risk</c> ...</summary>
public sealed class SloHealthConverter() : JsonStringEnumConverter<SloHealth>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>Writes <see cref="BudgetingMethod"/> by the names of OpenSLO.</summary>
public sealed class BudgetingMethodConverter() : JsonStringEnumConverter<BudgetingMethod>(namingPolicy: null, allowIntegerValues: false);

/// <summary>Writes <see cref="BurnRateComparison"/> as <c>gt</c>, <c>gte</c>, <c>lt</c> or <c>lte</c>.</summary>
public sealed class BurnRateComparisonConverter() : JsonStringEnumConverter<BurnRateComparison>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>Writes <see cref="SloAlertKind"/> as <c>burn-rate</c>, <c>no-data</c> or <c>absence</c>.</summary>
public sealed class SloAlertKindConverter() : JsonStringEnumConverter<SloAlertKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>Writes <see cref="CorrectionEffect"/> as <c>exclude</c> or <c>good</c>.</summary>
public sealed class CorrectionEffectConverter() : JsonStringEnumConverter<CorrectionEffect>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
