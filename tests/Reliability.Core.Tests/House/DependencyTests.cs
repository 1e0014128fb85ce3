using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Reliability.Core.Numerics;

namespace Reliability.Core.Tests.House;

public sealed partial class DependencyTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Core = typeof(QuantileSketch).Assembly;

    private static readonly string[] InputOutput =
        ["System.Net", "System.IO.FileSystem", "System.IO.Pipes", "System.Diagnostics.Process", "System.Data", "Microsoft.", "Azure."];

    [Fact]
    public void Core_uses_no_other_project_and_no_assembly_that_does_input_or_output()
    {
        var names = Core.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();
        Assert.Contains("System.Runtime", names);
        Assert.DoesNotContain(names, name => name.StartsWith("Reliability", StringComparison.Ordinal)
            || InputOutput.Any(part => name.StartsWith(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void Projects_depend_on_each_other_in_one_direction()
    {
        Assert.Empty(ProjectsUsedBy("Reliability.Core"));
        Assert.Equal(["Azure.Data.Tables", "Azure.Monitor.Query", "Reliability.Core"], ProjectsUsedBy("Reliability.Integrations"));
        Assert.Equal(["Azure.Data.Tables", "DurableTask", "Reliability.Core"], ProjectsUsedBy("Reliability.Orchestration"));
        Assert.Equal(["Functions.Worker", "Reliability.Integrations", "Reliability.Orchestration"], ProjectsUsedBy("Reliability.Functions"));
        Assert.DoesNotContain(Sources.Files("*.csproj").Where(Sources.IsStandin).SelectMany(References), name => name.StartsWith("Reliability", StringComparison.Ordinal));
    }

    [Fact]
    public void Folders_of_core_name_only_numerics_and_the_root_in_their_usings()
    {
        var folders = Sources.Files("*.cs").Where(file => file.StartsWith("Reliability.Core/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(folders);
        Assert.Empty(
            from file in folders
            from match in CoreName().Matches(Sources.Read(file))
            let used = match.Groups["folder"].Value
            where used != "Numerics" && used != FolderOf("Reliability.Core." + file.Split('/')[1])
            select $"{file}: {match.Value}");
    }

    [Fact]
    public void Types_of_one_folder_of_core_use_no_type_of_another() => Assert.Empty(
        from type in Core.GetTypes()
        let folder = FolderOf(type.Namespace)
        from used in UsedBy(type).SelectMany(Parts).Distinct()
        where used.Assembly == Core && FolderOf(used.Namespace) is not (null or "Numerics") && FolderOf(used.Namespace) != folder
        select $"{type} uses {used}");

    private static string[] ProjectsUsedBy(string project) => [.. References($"{project}/{project}.csproj").Order(StringComparer.Ordinal)];

    private static IEnumerable<string> References(string file) => XDocument.Parse(Sources.Read(file))
        .Descendants("ProjectReference")
        .Select(reference => reference.Attribute("Include")!.Value.Split('/', '\\')[^1].Replace(".csproj", "", StringComparison.Ordinal));

    // "Rum" for Reliability.Core.Rum.Formats; null for the root and for what the compiler adds.
    private static string? FolderOf(string? name) =>
        name?.StartsWith("Reliability.Core.", StringComparison.Ordinal) == true ? name.Split('.')[2] : null;

    private static IEnumerable<Type> UsedBy(Type type)
    {
        if (type.BaseType is not null) yield return type.BaseType;
        foreach (var implemented in type.GetInterfaces()) yield return implemented;
        foreach (var field in type.GetFields(Declared)) yield return field.FieldType;
        foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
        {
            if (method is MethodInfo { ReturnType: var returned }) yield return returned;
            foreach (var parameter in method.GetParameters()) yield return parameter.ParameterType;
            foreach (var local in method.GetMethodBody()?.LocalVariables ?? []) yield return local.LocalType;
        }
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];

    [GeneratedRegex(@"\bReliability\.Core\.(?<folder>[A-Z]\w*)(?=[.;\s])")]
    private static partial Regex CoreName();
}
