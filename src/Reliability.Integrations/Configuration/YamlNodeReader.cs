using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads one node after the other from parser events.</summary>
internal sealed class YamlNodeReader(Parser parser, ConfigurationErrors errors)
{
    private const int DeepestNesting = 32;

    /// <summary>Reads the next node and all below it.</summary>
    /// <exception cref="YamlException">The text breaks the syntax, has an alias, or nests too deep.</exception>
    public YamlNode Read(string path, int depth)
    {
        if (depth > DeepestNesting)
            throw Refused($"nested deeper than {DeepestNesting} levels");
        if (parser.Accept<AnchorAlias>(out _))
            throw Refused("aliases (*name) are not allowed");
        if (parser.Accept<NodeEvent>(out var node) && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
            errors.Add(Line, path, "anchors (&name) and tags (!name) are not allowed");
        var line = Line;
        if (parser.TryConsume<SequenceStart>(out _))
            return new YamlList(line, ReadItems(path, depth + 1));
        if (parser.TryConsume<MappingStart>(out _))
            return new YamlMapping(line, ReadEntries(path, depth + 1));
        var scalar = parser.Consume<Scalar>();
        return new YamlScalar(line, scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private int Line => (int)parser.Current!.Start.Line;

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
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.Accept<Scalar>(out _))
                throw Refused("a key must be a text");
            var line = Line;
            var key = parser.Consume<Scalar>().Value;
            var keyPath = YamlMap.Join(path, key);
            var value = Read(keyPath, depth);
            if (entries.Find(entry => entry.Key == key) is { } first)
                errors.Add(line, keyPath, $"duplicate key '{key}', first on line {first.Line}");
            else
                entries.Add(new YamlEntry(key, line, value));
        }

        return entries;
    }

    private YamlException Refused(string message) => new(parser.Current!.Start, parser.Current.End, message);
}
