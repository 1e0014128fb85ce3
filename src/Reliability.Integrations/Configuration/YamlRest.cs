namespace Reliability.Integrations.Configuration;

/// <summary>What is still to be read of a text of YAML documents.</summary>
/// <param name="Text">The text.</param>
/// <param name="Skipped">How many lines are before it.</param>
internal sealed record YamlRest(string Text, int Skipped)
{
    /// <summary>Goes on with the next document after the one that starts on a line; null when there is none.</summary>
    /// <remarks>A line that starts with <c>---</c> starts a document wherever it stands, even in a text within quotes (YAML 1.2, 9.1.2).</remarks>
    /// <param name="line">The line in the whole text.</param>
    public YamlRest? After(int line)
    {
        var at = 0;
        for (var number = Skipped + 1; at >= 0 && at < Text.Length; number++)
        {
            if (number > line && IsMarker(at))
                return new YamlRest(Text[at..], number - 1);
            var end = Text.IndexOf('\n', at);
            at = end < 0 ? -1 : end + 1;
        }

        return null;
    }

    /// <summary>Finds the first of some lines that is indented by a tab; null when none is.</summary>
    /// <param name="first">The first line in the whole text.</param>
    /// <param name="last">The last.</param>
    public int? LineIndentedByTab(int first, int last)
    {
        var number = Skipped;
        foreach (var line in Text.AsSpan().EnumerateLines())
        {
            if (++number > last)
                return null;
            if (number >= first && line[..^line.TrimStart().Length].Contains('\t'))
                return number;
        }

        return null;
    }

    private bool IsMarker(int at) =>
        string.CompareOrdinal(Text, at, "---", 0, 3) == 0 && (at + 3 == Text.Length || char.IsWhiteSpace(Text[at + 3]));
}
