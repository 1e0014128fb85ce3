namespace Microsoft.DurableTask;

/// <summary>The version of an orchestration. Equality ignores case.</summary>
/// <remarks>The default value means no version.</remarks>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    private readonly string? _version;

    /// <summary>Makes a version.</summary>
    /// <param name="version">The version; empty for none.</param>
    public TaskVersion(string version)
    {
        _version = version;
    }

    /// <summary>Gets the version.</summary>
    /// <value>Empty for none.</value>
    public string Version => _version ?? string.Empty;

    /// <summary>Returns the version.</summary>
    /// <param name="value">The version.</param>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>Makes a version.</summary>
    /// <param name="value">The version; empty for none.</param>
    public static implicit operator TaskVersion(string value) => new(value);

    /// <summary>Tells whether two versions are the same.</summary>
    /// <param name="a">One version.</param>
    /// <param name="b">The other.</param>
    /// <returns>Whether they are equal, ignoring case.</returns>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Tells whether two versions differ.</summary>
    /// <param name="a">One version.</param>
    /// <param name="b">The other.</param>
    /// <returns>Whether they differ in more than case.</returns>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
