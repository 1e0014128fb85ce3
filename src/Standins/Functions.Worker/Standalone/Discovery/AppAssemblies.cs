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

    /// <summary>Tells whether the app is what this process was started as.</summary>
    /// <param name="applicationName">Name of the app's assembly.</param>
    /// <returns>False when a test run or another program hosts the app.</returns>
    public static bool IsEntry(string applicationName) => Assembly.GetEntryAssembly()?.GetName().Name == applicationName;

    // A marked method needs a reference to the attribute's assembly; the platform's own assemblies are not worth loading to see that.
    private static bool UsesFunctions(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Any(reference => reference.Name == typeof(FunctionAttribute).Assembly.GetName().Name);

    private static bool IsPlatform(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
