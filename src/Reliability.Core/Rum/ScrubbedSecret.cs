namespace Reliability.Core.Rum;

/// <summary>What a text has led up to.</summary>
internal enum SecretState
{
    /// <summary>Nothing that is secret.</summary>
    None,

    /// <summary>The name of a secret: a colon or an equals sign, and its value, may follow.</summary>
    Name,

    /// <summary>The value of a secret.</summary>
    Value,

    /// <summary>A credential, if it is long enough to be one.</summary>
    Credential,
}

/// <summary>Secrets in texts, known by what stands before them: <c>token: X</c>, <c>"token":"X"</c>, <c>Authorization: Basic X</c>, <c>Bearer X</c>.</summary>
internal static class ScrubbedSecret
{
    /// <summary>What stands between a name and its value; a backslash where quotes are escaped.</summary>
    public const string Separators = ":=\\";

    private const int ShortestCredential = 8;

    private static readonly string[] Names =
        [
            "password", "passwd", "pwd", "passphrase", "secret", "client_secret", "clientsecret", "token", "access_token", "accesstoken", "id_token", "idtoken",
            "refresh_token", "refreshtoken", "api_key", "apikey", "x-api-key", "auth", "authorization", "cookie", "session", "session_id", "sessionid", "sid",
        ];

    private static readonly string[] Schemes = ["Basic", "Bearer", "Digest"];

    /// <summary>Tells what a text has led up to with one more delimiter.</summary>
    public static SecretState After(char delimiter, SecretState state) => delimiter switch
    {
        ' ' or '\t' => state,
        '"' or '\'' or '`' when state != SecretState.Credential => state,
        _ => SecretState.None,
    };

    /// <summary>Tells what a text has led up to with one more chunk, which is no secret itself.</summary>
    public static SecretState After(ReadOnlySpan<char> chunk)
    {
        if (chunk.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return SecretState.Credential;
        var scheme = SchemeAtEndOf(chunk);
        if (scheme > 0 && scheme < chunk.Length)
            return IsSeparator(chunk[^(scheme + 1)..^scheme]) && EndsWithName(chunk[..^(scheme + 1)]) ? SecretState.Value : SecretState.None;
        var name = chunk.TrimEnd(Separators);
        if (!EndsWithName(name)) return SecretState.None;
        return IsSeparator(chunk[name.Length..]) ? SecretState.Value : chunk[name.Length..].ContainsAny(':', '=') ? SecretState.None : SecretState.Name;
    }

    /// <summary>Tells how much of a chunk is to be kept: the rest is a secret.</summary>
    /// <returns>All of it when the secret is still to come; -1 when the chunk has none.</returns>
    public static int KeptOf(ReadOnlySpan<char> chunk, SecretState state)
    {
        if (state == SecretState.Credential) return chunk.Length >= ShortestCredential ? 0 : -1;
        if (state == SecretState.None) return -1;
        var separators = chunk.IndexOfAnyExcept(Separators) is var end && end < 0 ? chunk.Length : end;
        if (state == SecretState.Name) return IsSeparator(chunk[..separators]) ? separators : -1;
        return IsScheme(chunk[separators..]) ? chunk.Length : separators;
    }

    /// <summary>Tells whether a word is the name of a secret.</summary>
    public static bool IsName(ReadOnlySpan<char> word)
    {
        foreach (var name in Names)
        {
            if (word.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>Tells whether a text is a way of authenticating: the credential follows it.</summary>
    public static bool IsScheme(ReadOnlySpan<char> text) => !text.IsEmpty && SchemeAtEndOf(text) == text.Length;

    // "==" compares and "::" is a part of a name: what follows is no value.
    private static bool IsSeparator(ReadOnlySpan<char> text) => text.Count(':') + text.Count('=') == 1;

    private static int SchemeAtEndOf(ReadOnlySpan<char> text)
    {
        foreach (var scheme in Schemes)
        {
            if (text.EndsWith(scheme, StringComparison.OrdinalIgnoreCase)) return scheme.Length;
        }

        return 0;
    }

    private static bool EndsWithName(ReadOnlySpan<char> text)
    {
        foreach (var name in Names)
        {
            if (text.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (text.Length == name.Length || !IsOfName(text[^(name.Length + 1)]))) return true;
        }

        return false;
    }

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';
}
