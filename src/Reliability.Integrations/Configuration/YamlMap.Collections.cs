namespace Reliability.Integrations.Configuration;

/// <content>Mappings and lists.</content>
public sealed partial class YamlMap
{
    /// <summary>Reads a mapping that must be there.</summary>
    /// <param name="key">The key.</param>
    public YamlMap? RequiredMap(string key) => Map(key, Require(key));

    /// <summary>Reads a mapping that may be missing.</summary>
    /// <param name="key">The key.</param>
    public YamlMap? OptionalMap(string key) => Map(key, Find(key));

    /// <summary>Reads a list of mappings that must be there and have at least one item; wrong items are left out.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<YamlMap> RequiredMaps(string key) => Items(key, Filled(key), Read);

    /// <summary>Reads a list of mappings that may be missing or empty; wrong items are left out.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<YamlMap> OptionalMaps(string key) => Items(key, List(key, Find(key)), Read);

    /// <summary>Reads a list of texts that must be there and have at least one item; wrong items are left out.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<YamlText> RequiredTexts(string key) => Distinct(Items(key, Filled(key), YamlText.Read));

    /// <summary>Reads a list of texts that may be missing or empty; wrong items are left out.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<YamlText> OptionalTexts(string key) => Distinct(Items(key, List(key, Find(key)), YamlText.Read));

    /// <summary>Reads a mapping from names to texts that may be missing; wrong values are left out.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyDictionary<string, string> OptionalStrings(string key)
    {
        var strings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (OptionalMap(key) is not { } map)
            return strings;
        foreach (var name in map.Keys)
        {
            if (map.RequiredString(name) is { } value)
                strings.Add(name, value);
        }

        return strings;
    }

    private YamlMap? Map(string key, YamlEntry? entry) => entry is null ? null : Read(entry.Value, Join(Path, key), Errors);

    private YamlList? List(string key, YamlEntry? entry)
    {
        if (entry is null || entry.Value is YamlList)
            return entry?.Value as YamlList;
        Reject(key, $"must be a list, is {entry.Value.Kind}");
        return null;
    }

    private YamlList? Filled(string key)
    {
        var list = List(key, Require(key));
        if (list is { Items.Count: 0 })
            Reject(key, "must have at least one item");
        return list;
    }

    private List<T> Items<T>(string key, YamlList? list, Func<YamlNode, string, ConfigurationErrors, T?> read)
        where T : class
    {
        var items = new List<T>();
        for (var index = 0; index < (list?.Items.Count ?? 0); index++)
        {
            if (read(list!.Items[index], $"{Join(Path, key)}[{index}]", Errors) is { } item)
                items.Add(item);
        }

        return items;
    }

    private static List<YamlText> Distinct(List<YamlText> texts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var distinct = new List<YamlText>();
        foreach (var text in texts)
        {
            if (seen.Add(text.Value))
                distinct.Add(text);
            else
                text.Reject($"'{text.Written}' is in the list twice");
        }

        return distinct;
    }
}
