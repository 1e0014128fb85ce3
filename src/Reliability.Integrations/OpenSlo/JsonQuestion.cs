using System.Globalization;
using System.Text.Json;
using Reliability.Core;
using Reliability.Core.Slo;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Reads the counts of a question strictly; what is wrong becomes an error.</summary>
/// <param name="errors">Gets the errors, at most <see cref="MaxErrors"/>.</param>
internal sealed class JsonQuestion(ICollection<OpenSloError> errors)
{
    /// <summary>The errors after which no more are collected.</summary>
    public const int MaxErrors = 100;

    private const int MaxPoints = 1_000_000;
    private const long MaxCoveredSlices = 5_000_000;
    private const decimal MaxCount = 1_000_000_000_000_000m;
    private const int FirstYear = 1971;
    private const int LastYear = 2199;

    private static readonly string[] PointKeys = ["start", "durationSeconds", "good", "total"];
    private static readonly string[] CorrectionKeys = ["from", "to", "effect", "reason"];

    /// <summary>Adds an error.</summary>
    public void Reject(string path, string message)
    {
        if (errors.Count < MaxErrors)
            errors.Add(new OpenSloError(path, message, 0));
    }

    /// <summary>Tells whether a value is an object, and rejects keys that it should not have.</summary>
    public bool IsObject(JsonElement value, string path, IReadOnlyCollection<string> keys)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Reject(path, "must be an object");
            return false;
        }

        foreach (var property in value.EnumerateObject().Where(property => !keys.Contains(property.Name)))
            Reject(Join(path, property.Name), $"unknown key; known are {string.Join(", ", keys)}");
        return true;
    }

    /// <summary>Reads an instant that must be there.</summary>
    public DateTimeOffset? RequiredInstant(JsonElement owner, string key, string path)
    {
        // A time without an offset is UTC, as everywhere in the suite.
        if (owner.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            && instant.Year is >= FirstYear and <= LastYear)
            return instant;
        Reject(path, $"must be an ISO 8601 instant such as 2026-01-31T12:00:00Z, from {FirstYear} to {LastYear}");
        return null;
    }

    /// <summary>Reads a list of points that must be there.</summary>
    public IReadOnlyList<SliPoint> Series(JsonElement owner, string key, string path)
    {
        if (!owner.TryGetProperty(key, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            Reject(path, "must be a list of {start, durationSeconds, good, total}");
            return [];
        }

        if (list.GetArrayLength() > MaxPoints)
        {
            Reject(path, $"must not have more than {MaxPoints} points");
            return [];
        }

        var points = new List<SliPoint>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (Point(item, $"{path}[{points.Count}]") is not { } point)
                return points;
            points.Add(point);
        }

        return points;
    }

    /// <summary>Reads the corrections; none when the key is missing.</summary>
    public IReadOnlyList<SloCorrection> Corrections(JsonElement owner)
    {
        var corrections = new List<SloCorrection>();
        if (!owner.TryGetProperty("corrections", out var list))
            return corrections;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaxErrors)
        {
            Reject("corrections", $"must be a list of at most {MaxErrors} of {{from, to, effect}}");
            return corrections;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (Correction(item, $"corrections[{corrections.Count}]") is not { } correction)
                return corrections;
            corrections.Add(correction);
        }

        return corrections;
    }

    /// <summary>Tells whether long points over short slices would take too long to spread.</summary>
    public static bool IsTooMuchFor(ServiceLevelObjective slo, IReadOnlyList<IReadOnlyList<SliPoint>> members)
    {
        var slice = slo.SliceWindow ?? (slo.LowTraffic as LowTrafficPolicy.Slots)?.Length;
        if (slice is null)
            return false;
        var window = slo.Window.Duration.Nominal.Ticks * 2;
        return members.Sum(points => points.Sum(point => Math.Min(point.Duration.Ticks, window) / slice.Value.Ticks)) > MaxCoveredSlices;
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private SliPoint? Point(JsonElement item, string path)
    {
        var before = errors.Count;
        if (!IsObject(item, path, PointKeys))
            return null;
        var start = RequiredInstant(item, "start", $"{path}.start");
        var seconds = Number(item, "durationSeconds", path, (decimal)DurationText.Longest.TotalSeconds);
        var (good, total) = (Number(item, "good", path, MaxCount), Number(item, "total", path, MaxCount));
        if (seconds is { } length && length * TimeSpan.TicksPerSecond < 1m)
            Reject($"{path}.durationSeconds", "must be above 0");
        if (good > total)
            Reject($"{path}.good", "must not be above total");
        return errors.Count > before
            ? null
            : new SliPoint(start!.Value, new TimeSpan((long)(seconds!.Value * TimeSpan.TicksPerSecond)), good!.Value, total!.Value);
    }

    private SloCorrection? Correction(JsonElement item, string path)
    {
        var before = errors.Count;
        if (!IsObject(item, path, CorrectionKeys))
            return null;
        var (from, to) = (RequiredInstant(item, "from", $"{path}.from"), RequiredInstant(item, "to", $"{path}.to"));
        var effect = item.TryGetProperty("effect", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (effect is not ("exclude" or "good"))
            Reject($"{path}.effect", "must be exclude or good");
        if (to <= from)
            Reject($"{path}.to", "must be after from");
        return errors.Count > before
            ? null
            : new SloCorrection(from!.Value, to!.Value, effect == "good" ? CorrectionEffect.Good : CorrectionEffect.Exclude);
    }

    private decimal? Number(JsonElement item, string key, string path, decimal most)
    {
        if (item.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDecimal(out var number) && number >= 0m && number <= most)
            return number;
        Reject($"{path}.{key}", string.Create(CultureInfo.InvariantCulture, $"must be a number from 0 to {most}"));
        return null;
    }
}
