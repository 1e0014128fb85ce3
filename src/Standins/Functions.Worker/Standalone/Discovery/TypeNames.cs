namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Writes types the way C# does, for error messages.</summary>
internal static class TypeNames
{
    /// <summary>Names a type, with its type arguments.</summary>
    /// <param name="type">The type.</param>
    /// <returns><c>Task&lt;String&gt;</c>, for example.</returns>
    public static string Of(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
        : type.Name;
}
