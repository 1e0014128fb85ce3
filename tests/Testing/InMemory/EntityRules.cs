using System.Text;

namespace Reliability.Testing;

/// <summary>The limits of the service. Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model</summary>
internal static class EntityRules
{
    private const int MaxKeyBytes = 1_024;
    private const int MaxProperties = 255; // Key and timestamp included.
    private const int MaxNameLength = 255;
    private const int MaxTextLength = 32_768;
    private const int MaxBinaryLength = 65_536;
    private const int MaxEntityBytes = 1_048_576;

    /// <summary>Checks one write.</summary>
    public static void Require(EntityWrite write)
    {
        RequireKey(write.Key.PartitionKey);
        RequireKey(write.Key.RowKey);
        if (write.Properties.Count + 1 > MaxProperties)
            throw Failures.Invalid("TooManyProperties", "The entity contains more properties than allowed.");
        foreach (var (name, value) in write.Properties)
            RequireProperty(name, value);
        if (Size(write.Properties) > MaxEntityBytes)
            throw Failures.Invalid("EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
    }

    /// <summary>Computes the size that counts against the limits, in bytes.</summary>
    public static int Size(IReadOnlyDictionary<string, object> properties) =>
        4 + properties.Sum(pair => 8 + (2 * pair.Key.Length) + Size(pair.Value));

    private static int Size(object value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] bytes => 4 + bytes.Length,
        bool => 1,
        int => 4,
        Guid => 16,
        _ => 8,
    };

    private static void RequireKey(string key)
    {
        if (key.Any(c => c is '/' or '\\' or '#' or '?' or <= '\u001F' or (>= '\u007F' and <= '\u009F')))
            throw Failures.Invalid("OutOfRangeInput", "One of the request inputs is out of range.");
        if (Encoding.Unicode.GetByteCount(key) > MaxKeyBytes)
            throw Failures.Invalid("KeyValueTooLarge", "The key value exceeds the maximum size of 1 KiB.");
    }

    private static void RequireProperty(string name, object value)
    {
        if (name.Length > MaxNameLength)
            throw Failures.Invalid("PropertyNameTooLong", "The property name exceeds the maximum allowed length (255).");
        if (value is string { Length: > MaxTextLength } or byte[] { Length: > MaxBinaryLength })
            throw Failures.Invalid("PropertyValueTooLarge", "The property value exceeds the maximum allowed size (64KB).");
        if (value is DateTimeOffset { Year: < 1601 })
            throw Failures.Invalid("OutOfRangeInput", "One of the request inputs is out of range.");
    }
}
