namespace Microsoft.DurableTask;

/// <summary>The result of a task that returns nothing. All values are equal.</summary>
public readonly struct Unit : IEquatable<Unit>, IComparable<Unit>
{
    private static readonly Unit s_value;

    /// <summary>Gets the only value.</summary>
    public static ref readonly Unit Value => ref s_value;

    /// <summary>Gets a completed task with the only value.</summary>
    public static Task<Unit> Task { get; } = System.Threading.Tasks.Task.FromResult(s_value);

    /// <summary>Compares two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>Always true.</returns>
    public static bool operator ==(Unit left, Unit right) => true;

    /// <summary>Compares two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>Always false.</returns>
    public static bool operator !=(Unit left, Unit right) => false;

    /// <summary>Compares two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>Always false.</returns>
    public static bool operator <(Unit left, Unit right) => false;

    /// <summary>Compares two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>Always true.</returns>
    public static bool operator <=(Unit left, Unit right) => true;

    /// <summary>Compares two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>Always false.</returns>
    public static bool operator >(Unit left, Unit right) => false;

    /// <summary>Compares two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>Always true.</returns>
    public static bool operator >=(Unit left, Unit right) => true;

    /// <inheritdoc/>
    public int CompareTo(Unit other) => 0;

    /// <inheritdoc/>
    public bool Equals(Unit other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Unit;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <summary>Returns an empty pair of parentheses.</summary>
    /// <returns><c>()</c>.</returns>
    public override string ToString() => "()";
}
