namespace Reliability.Core.Rum;

/// <summary>The names under which kinds of resources are sent and told.</summary>
public static class ResourceKindNames
{
    /// <summary>Gets every name, in the order of the numbers.</summary>
    public static IReadOnlyList<string> All { get; } = ["other", "script", "style", "image", "font", "xhr"];

    /// <summary>Gets the name of a kind.</summary>
    public static string Name(this ResourceKind type) => All[(int)type];

    /// <summary>Reads a name; <see cref="ResourceKind.Other"/> for one that is not known.</summary>
    public static ResourceKind Parse(ReadOnlySpan<char> name)
    {
        for (var i = 1; i < All.Count; i++)
        {
            if (name.Equals(All[i], StringComparison.OrdinalIgnoreCase)) return (ResourceKind)i;
        }

        return ResourceKind.Other;
    }
}
