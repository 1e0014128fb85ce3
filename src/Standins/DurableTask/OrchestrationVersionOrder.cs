namespace Microsoft.DurableTask;

/// <summary>The order of orchestration versions.</summary>
internal static class OrchestrationVersionOrder
{
    /// <summary>Compares as numbers with dots where both are such, else as text ignoring case; none precedes any.</summary>
    internal static int Compare(string version, string other)
    {
        bool hasVersion = !string.IsNullOrWhiteSpace(version);
        bool hasOther = !string.IsNullOrWhiteSpace(other);
        if (!hasVersion || !hasOther)
        {
            return hasVersion.CompareTo(hasOther);
        }

        return System.Version.TryParse(version, out Version? left) && System.Version.TryParse(other, out Version? right)
            ? left.CompareTo(right)
            : string.Compare(version, other, StringComparison.OrdinalIgnoreCase);
    }
}
