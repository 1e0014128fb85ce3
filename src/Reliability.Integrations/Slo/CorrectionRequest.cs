using System.Globalization;
using System.Text.Json;
using Reliability.Core.Slo;
using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Slo;

/// <summary>A correction that somebody asks for: <c>{from, to, effect, reason, by?}</c>.</summary>
/// <param name="From">The start of the time it covers.</param>
/// <param name="To">The end.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who asks, as the caller says; null when it does not.</param>
public sealed record CorrectionRequest(DateTimeOffset From, DateTimeOffset To, CorrectionEffect Effect, string Reason, string? By)
{
    /// <summary>The most characters of <see cref="By"/>.</summary>
    public const int MaxBy = 100;

    private const int MaxReason = 500;
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(366);
    private static readonly string[] Keys = ["from", "to", "effect", "reason", "by"];

    /// <summary>Reads a request.</summary>
    /// <param name="json">The request.</param>
    /// <param name="now">Now.</param>
    /// <param name="back">How far back a correction may start.</param>
    /// <param name="longest">How long it may be.</param>
    /// <param name="errors">Gets everything that is wrong.</param>
    /// <returns>The request, or null after an error.</returns>
    public static CorrectionRequest? Read(
        JsonElement json, DateTimeOffset now, TimeSpan back, TimeSpan longest, ICollection<OpenSloError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var question = new JsonQuestion(errors);
        if (!question.IsObject(json, "", Keys))
            return null;
        var (from, to) = (question.RequiredInstant(json, "from", "from"), question.RequiredInstant(json, "to", "to"));
        var effect = TextOf(json, "effect");
        if (effect is not ("exclude" or "good"))
            question.Reject("effect", "must be exclude or good");
        if (to <= from)
            question.Reject("to", "must be after from");
        if (to - from > longest)
            question.Reject("to", string.Create(CultureInfo.InvariantCulture, $"must be at most {longest.TotalDays:0.##} days after from"));
        if (from < now - back)
            question.Reject("from", string.Create(CultureInfo.InvariantCulture, $"must be at most {back.TotalDays:0.##} days ago"));
        if (to > now + Ahead)
            question.Reject("to", $"must be at most {Ahead.Days} days ahead");
        var reason = TextOf(json, "reason")?.Trim();
        if (reason is not { Length: > 0 and <= MaxReason })
            question.Reject("reason", $"must be a text of 1 to {MaxReason} characters");
        var by = TextOf(json, "by");
        if (json.TryGetProperty("by", out var who) && who.ValueKind != JsonValueKind.Null && by is not { Length: > 0 and <= MaxBy })
            question.Reject("by", $"must be a text of 1 to {MaxBy} characters");
        return errors.Count > 0
            ? null
            : new CorrectionRequest(from!.Value, to!.Value, effect == "good" ? CorrectionEffect.Good : CorrectionEffect.Exclude, reason!, by);
    }

    private static string? TextOf(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
