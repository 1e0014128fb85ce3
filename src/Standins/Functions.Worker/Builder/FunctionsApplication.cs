namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The way in: makes the builder of a function app.</summary>
public class FunctionsApplication
{
    /// <summary>Makes a builder with the defaults of the stand-alone host.</summary>
    /// <param name="args">Command line: <c>--port</c>, <c>--urls</c>, or any setting as <c>--Name value</c>.</param>
    /// <returns>The builder.</returns>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
