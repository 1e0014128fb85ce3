using System.Security.Cryptography;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>The name and one of the keys of a storage account.</summary>
public class TableSharedKeyCredential
{
    private volatile byte[] _key;

    /// <summary>Creates the credential.</summary>
    /// <param name="accountName">The name of the account.</param>
    /// <param name="accountKey">The key, base64.</param>
    /// <exception cref="ArgumentException">An argument is empty.</exception>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        ArgumentException.ThrowIfNullOrEmpty(accountKey);
        AccountName = accountName;
        _key = Convert.FromBase64String(accountKey);
    }

    /// <summary>Gets the name of the account.</summary>
    public string AccountName { get; }

    /// <summary>Replaces the key, for key rotation; requests sent from now on are signed with it.</summary>
    /// <param name="accountKey">The key, base64.</param>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public void SetAccountKey(string accountKey) => _key = Convert.FromBase64String(accountKey);

    /// <summary>Signs a request.</summary>
    /// <param name="text">The string to sign.</param>
    /// <returns>The HMAC-SHA256 of its UTF-8 bytes, base64.</returns>
    internal string Sign(string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToBase64String(hash);
    }
}
