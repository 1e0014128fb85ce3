using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The keys of the host, read once at start.</summary>
internal sealed class KeyRing(IConfiguration configuration)
{
    /// <summary>Setting with the key for functions of level Function.</summary>
    public const string FunctionKey = "RELIABILITY_FUNCTION_KEY";

    /// <summary>Setting with the key that opens everything.</summary>
    public const string AdminKey = "RELIABILITY_ADMIN_KEY";

    private const string Header = "x-functions-key";
    private const string Query = "code";

    private readonly string? _function = NotEmpty(configuration[FunctionKey]);
    private readonly string? _admin = NotEmpty(configuration[AdminKey]);

    /// <summary>Tells whether a request may call a function of some level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="request">The request, with its key in header <c>x-functions-key</c> or else in query parameter <c>code</c>.</param>
    /// <returns>Always true for Anonymous; never true for a level whose keys are not configured.</returns>
    public bool Opens(AuthorizationLevel level, HttpRequest request)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        string? given = request.Headers[Header];
        if (string.IsNullOrEmpty(given) && request.QueryString.HasValue)
            given = request.Query[Query];
        if (string.IsNullOrEmpty(given))
            return false;
        bool function = level is AuthorizationLevel.Function or AuthorizationLevel.User;
        // Both are compared every time: the duration must not tell which key was close.
        return Same(_admin, given) | (function & Same(_function, given));
    }

    private static bool Same(string? key, string given) =>
        key is not null && CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(key.AsSpan()), MemoryMarshal.AsBytes(given.AsSpan()));

    private static string? NotEmpty(string? key) => string.IsNullOrWhiteSpace(key) ? null : key;
}
