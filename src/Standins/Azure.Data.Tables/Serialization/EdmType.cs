using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>The types that JSON alone cannot tell apart, so that a <c>name@odata.type</c> property names them.</summary>
internal enum EdmType
{
    None,
    Int64,
    Double,
    Guid,
    Binary,
    DateTime,
}

/// <summary>The wire names of <see cref="EdmType"/>.</summary>
internal static class EdmNames
{
    public const string Suffix = "@odata.type";

    private static readonly JsonEncodedText[] Names =
    [
        default,
        JsonEncodedText.Encode("Edm.Int64"),
        JsonEncodedText.Encode("Edm.Double"),
        JsonEncodedText.Encode("Edm.Guid"),
        JsonEncodedText.Encode("Edm.Binary"),
        JsonEncodedText.Encode("Edm.DateTime"),
    ];

    /// <summary>Gets the name to send.</summary>
    /// <param name="type">Any type but <see cref="EdmType.None"/>.</param>
    /// <returns>The name.</returns>
    public static JsonEncodedText Of(EdmType type) => Names[(int)type];

    /// <summary>Reads the name under the reader.</summary>
    /// <param name="reader">At the string value of an annotation.</param>
    /// <returns>The type; <see cref="EdmType.None"/> for Edm.String, Edm.Int32, Edm.Boolean and unknown ones.</returns>
    public static EdmType Read(ref Utf8JsonReader reader)
    {
        for (var i = 1; i < Names.Length; i++)
        {
            if (reader.ValueTextEquals(Names[i].EncodedUtf8Bytes))
                return (EdmType)i;
        }

        return EdmType.None;
    }
}
