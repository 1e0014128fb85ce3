using Reliability.Testing;

namespace Reliability.Core.Tests.House;

/// <summary>The product's source files.</summary>
internal static class Sources
{
    public static string Root { get; } = Path.Combine(RepositoryRoot.Path, "src");

    /// <summary>Lists files by their path below <c>src</c>, with <c>/</c>, without what builds leave behind.</summary>
    public static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(part => part is "obj" or "bin" or "node_modules"));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static bool IsStandin(string file) => file.StartsWith("Standins/", StringComparison.Ordinal);
}
