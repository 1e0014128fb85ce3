using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reliability.Core.Slo;

namespace Reliability.Integrations.Slo;

/// <summary>Names what an indicator counts: the same query has the same key wherever it is written, and one that was changed another.</summary>
public static class IndicatorKey
{
    private const int Digits = 32;

    // How to log in says nothing about what is counted: a new password must not start the cells anew.
    private static readonly string[] Credentials = ["username", "password", "token"];

    /// <summary>Returns the key of an indicator: 32 hexadecimal digits of a hash of its kind and all that it says.</summary>
    /// <param name="indicator">The indicator.</param>
    public static string Of(SloIndicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        var said = new JsonObject
        {
            ["kind"] = indicator.GetType().Name,
            ["says"] = Ordered(JsonSerializer.SerializeToNode(indicator, indicator.GetType())),
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(said)))[..Digits];
    }

    // The order of keys says nothing, nor does what is not given: so a later version may know more to say.
    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map
            .Where(pair => pair.Value is not (null or JsonObject { Count: 0 }) && !Credentials.Contains(pair.Key))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Ordered(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Ordered)]),
        _ => node?.DeepClone(),
    };
}
