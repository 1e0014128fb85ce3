using System.Text.Json;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>An objective to evaluate on given counts.</summary>
/// <param name="Slo">The objective.</param>
/// <param name="Observed">The counts.</param>
/// <param name="Now">The instant of the evaluation.</param>
public sealed record SloQuestion(ServiceLevelObjective Slo, SloObservations Observed, DateTimeOffset Now)
{
    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true };

    private static readonly string[] Keys = ["slo", "now", "series", "members", "corrections"];

    /// <summary>Reads a question: <c>{slo, now, series, members?, corrections?}</c>.</summary>
    /// <param name="json">The question. <c>slo</c> is a document as an object, or YAML in a text, which may hold SLIs too.</param>
    /// <param name="policies">The burn-rate policies by name.</param>
    /// <param name="errors">Gets everything that is wrong, with a path in the question.</param>
    /// <returns>The question, or null after an error.</returns>
    public static SloQuestion? Read(
        JsonElement json, IReadOnlyDictionary<string, BurnRatePolicy> policies, ICollection<OpenSloError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var question = new JsonQuestion(errors);
        if (!question.IsObject(json, "", Keys))
            return null;
        var now = question.RequiredInstant(json, "now", "now");
        var slo = ReadSlo(json, policies, errors);
        var corrections = question.Corrections(json);
        if (slo is null || now is null)
            return null;
        var isOne = slo.Members.Count == 1 && json.TryGetProperty("series", out _) && !json.TryGetProperty("members", out _);
        var members = isOne
            ? [question.Series(json, "series", "series")]
            : ReadMembers(question, json, slo);
        if (errors.Count == 0 && JsonQuestion.IsTooMuchFor(slo, members))
            errors.Add(new OpenSloError("series", "the points cover too many slices", 0));
        return errors.Count > 0 ? null : new SloQuestion(slo, new SloObservations(members, corrections), now.Value);
    }

    private static IReadOnlyList<IReadOnlyList<SliPoint>> ReadMembers(JsonQuestion question, JsonElement json, ServiceLevelObjective slo)
    {
        if (!json.TryGetProperty("members", out var members))
        {
            question.Reject(slo.Members.Count == 1 ? "series" : "members", slo.Members.Count == 1
                ? "missing: the counts of the indicator"
                : $"missing: the series of {string.Join(", ", slo.Members.Select(member => member.Name))}");
            return [];
        }

        if (json.TryGetProperty("series", out _))
            question.Reject("series", "must have either series or members; a composite takes members");
        var names = slo.Members.Select(member => member.Name).ToArray();
        return question.IsObject(members, "members", names)
            ? [.. names.Select(name => question.Series(members, name, $"members.{name}"))]
            : [];
    }

    private static ServiceLevelObjective? ReadSlo(
        JsonElement json, IReadOnlyDictionary<string, BurnRatePolicy> policies, ICollection<OpenSloError> errors)
    {
        if (!json.TryGetProperty("slo", out var value) || value.ValueKind is not (JsonValueKind.Object or JsonValueKind.String))
        {
            errors.Add(new OpenSloError("slo", "must be an OpenSLO document, as an object or as YAML in a text", 0));
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value, Spaced);
        var found = new ConfigurationErrors("", name => $"${{{name}}}");
        var documents = OpenSloStream.Read(text, found, allowsFullTarget: true);
        var slos = documents.Where(document => document.Kind == "SLO").ToArray();
        if (slos.Length != 1 && found.Count == 0)
            found.Add(1, "", $"must have exactly one document of kind SLO, has {slos.Length}");
        var binding = new OpenSloBinding(documents, policies, (_, _) => new GivenIndicator()) { AllowsUnknownIndicators = true };
        var bound = found.Count == 0 ? binding.Bind(slos[0].Slo!) : [];
        if (bound.Count > 1)
            slos[0].Slo!.Map.Reject("objectives", "must have exactly one item here, unless each has an indicator: several are objectives of their own; ask for each");
        var slo = found.Count == 0 ? bound[0] : null;
        foreach (var error in found.Items)
            errors.Add(new OpenSloError(YamlMap.Join("slo", error.Path), error.Message, error.Line));
        return slo;
    }
}
