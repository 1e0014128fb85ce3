namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Collects everything that keeps the app from starting, so that one start shows all of it.</summary>
internal sealed class StartupErrors
{
    private readonly List<string> _errors = [];

    /// <summary>Gets the errors, in the order found.</summary>
    public IReadOnlyList<string> All => _errors;

    /// <summary>Adds one error.</summary>
    /// <param name="where">The method (<c>Class.Method</c>), file or option at fault.</param>
    /// <param name="what">What is wrong and what is expected: a sentence.</param>
    public void Add(string where, string what) => _errors.Add($"{where}: {what}");

    /// <summary>Throws when there is any error.</summary>
    /// <exception cref="FunctionsStartupException">There is; the message lists all.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new FunctionsStartupException(_errors);
    }
}
