using System.Text;

namespace Reliability.Core.Rum.Formats;

/// <summary>Tells kinds of resources from what beacons say.</summary>
internal static class ResourceKinds
{
    /// <summary>Reads the client's own word: <c>script</c>, <c>style</c>, <c>image</c>, <c>font</c>, <c>xhr</c>.</summary>
    /// <returns><see cref="ResourceKind.Other"/> for any other.</returns>
    public static ResourceKind Parse(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("script"u8)) return ResourceKind.Script;
        if (word.SequenceEqual("style"u8)) return ResourceKind.Style;
        if (word.SequenceEqual("image"u8)) return ResourceKind.Image;
        if (word.SequenceEqual("font"u8)) return ResourceKind.Font;
        return word.SequenceEqual("xhr"u8) ? ResourceKind.Xhr : ResourceKind.Other;
    }

    /// <summary>Tells the kind from who asked for a resource, and from its address where that says little.</summary>
    /// <param name="initiator">The <c>initiatorType</c> of the Resource Timing API.</param>
    /// <param name="address">Its address.</param>
    public static ResourceKind Of(ReadOnlySpan<byte> initiator, ReadOnlySpan<byte> address)
    {
        if (initiator.SequenceEqual("script"u8)) return ResourceKind.Script;
        if (initiator.SequenceEqual("img"u8) || initiator.SequenceEqual("image"u8) || initiator.SequenceEqual("input"u8)) return ResourceKind.Image;
        if (initiator.SequenceEqual("fetch"u8) || initiator.SequenceEqual("xmlhttprequest"u8) || initiator.SequenceEqual("beacon"u8)) return ResourceKind.Xhr;
        // "link" preloads anything, and "css" is what a style sheet asks for: fonts and images.
        return initiator.SequenceEqual("link"u8) || initiator.SequenceEqual("css"u8) ? OfExtension(address) : ResourceKind.Other;
    }

    private static ResourceKind OfExtension(ReadOnlySpan<byte> address)
    {
        var end = address.IndexOfAny((byte)'?', (byte)'#');
        if (end >= 0) address = address[..end];
        var dot = address.LastIndexOf((byte)'.');
        if (dot < 0 || address.Length - dot > 6) return ResourceKind.Other;
        return Encoding.UTF8.GetString(address[(dot + 1)..]).ToLowerInvariant() switch
        {
            "css" => ResourceKind.Style,
            "js" or "mjs" => ResourceKind.Script,
            "woff" or "woff2" or "ttf" or "otf" or "eot" => ResourceKind.Font,
            "png" or "jpg" or "jpeg" or "gif" or "svg" or "webp" or "avif" or "ico" => ResourceKind.Image,
            _ => ResourceKind.Other,
        };
    }
}
