using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The assemblies that functions are looked for in.</summary>
internal static class AppAssemblies
{
    /// <summary>Lists the types of the app and of the assemblies it references that can contain functions.</summary>
    /// <param name="applicationName">Name of the app's assembly: the entry assembly, unless setting <c>applicationName</c> says otherwise.</param>
    /// <returns>The types.</returns>
    public static IEnumerable<Type> Types(string applicationName)
    {
        Assembly app = Assembly.Load(new AssemblyName(applicationName));
        return app.GetReferencedAssemblies()
            .Where(reference => !IsPlatform(reference.Name!))
            .Select(Assembly.Load)
            .Where(UsesFunctions)
            .Prepend(app)
            .SelectMany(assembly => assembly.GetTypes());
    }

    // A marked method needs a reference to the attribute's assembly; the platform's own assemblies are not worth loading to see that.
    private static bool UsesFunctions(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Any(reference => reference.Name == typeof(FunctionAttribute).Assembly.GetName().Name);

    private static bool IsPlatform(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
