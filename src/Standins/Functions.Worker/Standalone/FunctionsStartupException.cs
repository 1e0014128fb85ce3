namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The function app cannot start as it is; trying again does not help.</summary>
internal sealed class FunctionsStartupException : Exception
{
    /// <summary>Takes all errors found.</summary>
    /// <param name="errors">One line each.</param>
    public FunctionsStartupException(IReadOnlyList<string> errors)
        : base($"The function app cannot start:{string.Concat(errors.Select(error => $"{System.Environment.NewLine}  {error}"))}") =>
        Errors = errors;

    /// <summary>Takes the one error that an outer system reported.</summary>
    /// <param name="error">One line.</param>
    /// <param name="cause">What was reported.</param>
    public FunctionsStartupException(string error, Exception cause)
        : base(error, cause) => Errors = [error];

    /// <summary>Gets the errors, one line each.</summary>
    public IReadOnlyList<string> Errors { get; }
}
