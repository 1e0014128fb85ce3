using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads one node after the other from parser events.</summary>
/// <param name="parser">The events.</param>
/// <param name="errors">Gets every error.</param>
/// <param name="skipped">How many lines are before what the parser reads.</param>
internal sealed class YamlNodeReader(Parser parser, ConfigurationErrors errors, int skipped)
{
    private const int DeepestNesting = 32;

    /// <summary>Reads the next node and all below it.</summary>
    /// <exception cref="YamlException">The text breaks the syntax, or nests too deep.</exception>
    public YamlNode Read(string path, int depth)
    {
        if (depth > DeepestNesting)
            throw Refused($"nested deeper than {DeepestNesting} levels");
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            errors.Add((int)alias.Start.Line + skipped, path, "aliases (*name) are not allowed; write out what it stands for");
            return new YamlScalar((int)alias.Start.Line + skipped, $"*{alias.Value}", IsPlain: true);
        }

        CheckProperties(path);
        var line = Line;
        if (parser.TryConsume<SequenceStart>(out _))
            return new YamlList(line, ReadItems(path, depth + 1));
        if (parser.TryConsume<MappingStart>(out _))
            return new YamlMapping(line, ReadEntries(path, depth + 1));
        var scalar = parser.Consume<Scalar>();
        return new YamlScalar(line, scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private int Line => (int)parser.Current!.Start.Line + skipped;

    private void CheckProperties(string path)
    {
        if (parser.Accept<NodeEvent>(out var node) && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
            errors.Add(Line, path, "anchors (&name) and tags (!name) are not allowed; leave them out");
    }

    private List<YamlNode> ReadItems(string path, int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Read($"{path}[{items.Count}]", depth));
        return items;
    }

    private List<YamlEntry> ReadEntries(string path, int depth)
    {
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadKey(path, depth) is not { } key)
            {
                Read(path, depth);
                continue;
            }

            var keyPath = YamlMap.Join(path, key.Text);
            var value = Read(keyPath, depth);
            if (lines.TryAdd(key.Text, key.Line))
                entries.Add(new YamlEntry(key.Text, key.Line, value));
            else
                errors.Add(key.Line, keyPath, $"duplicate key '{key.Text}', first on line {lines[key.Text]}");
        }

        return entries;
    }

    private YamlScalar? ReadKey(string path, int depth)
    {
        if (parser.Accept<Scalar>(out _))
        {
            CheckProperties(path);
            var line = Line;
            return new YamlScalar(line, parser.Consume<Scalar>().Value, IsPlain: true);
        }

        errors.Add(parser.Accept<NodeEvent>(out var key) ? (int)key.Start.Line + skipped : skipped + 1, path, "a key must be a text");
        Read(path, depth);
        return null;
    }

    private YamlException Refused(string message) => new(parser.Current!.Start, parser.Current.End, message);
}
