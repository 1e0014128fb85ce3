using System.Globalization;
using System.Text.RegularExpressions;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Names the objectives of a document that has several for one indicator.</summary>
/// <remarks>Each becomes an objective of its own: the document's name, and its display name as a label, or else its place from 1.</remarks>
internal static partial class OpenSloNames
{
    private const int MaxName = 63;

    /// <summary>Names the objectives, in their order. Names are distinct; one may be too long when the document's name almost is.</summary>
    /// <param name="name">The document's name.</param>
    /// <param name="displayNames">The display name of each objective; null when it has none.</param>
    public static IReadOnlyList<string> Of(string name, IReadOnlyList<string?> displayNames)
    {
        if (displayNames.Count == 1)
            return [name];
        var labels = displayNames.Select(LabelOf).ToArray();
        // A label that looks like a place could be that of another one.
        return
        [
            .. labels.Select((label, index) =>
                label.Length == 0 || label.All(char.IsAsciiDigit) || labels.Count(other => other == label) > 1 || name.Length + 1 + label.Length > MaxName
                    ? string.Create(CultureInfo.InvariantCulture, $"{name}-{index + 1}")
                    : $"{name}-{label}"),
        ];
    }

    private static string LabelOf(string? displayName) =>
        NoLabel().Replace(displayName ?? "", "-").Trim('-').ToLowerInvariant();

    [GeneratedRegex("[^a-zA-Z0-9]+")]
    private static partial Regex NoLabel();
}
