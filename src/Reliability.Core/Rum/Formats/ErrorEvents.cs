namespace Reliability.Core.Rum.Formats;

/// <summary>Makes error events of what any format says: every text cut, messages and stacks scrubbed.</summary>
internal static class ErrorEvents
{
    private const string Unnamed = "Error";

    /// <summary>Makes an event of texts in JSON.</summary>
    public static ErrorEvent Make(VitalDimensions dimensions, JsonText type, JsonText message, JsonText stack) => new(
        dimensions,
        BeaconText.Name(type, ErrorEvent.MaxType) is { Length: > 0 } name ? name : Unnamed,
        BeaconText.Scrubbed(message, ErrorEvent.MaxMessage),
        BeaconText.Scrubbed(stack, ErrorEvent.MaxStack));

    /// <summary>Makes an event of texts that were put together.</summary>
    public static ErrorEvent Make(VitalDimensions dimensions, string type, string message, string stack) => new(
        dimensions,
        type.Length is > 0 and <= ErrorEvent.MaxType ? type : type.Length == 0 ? Unnamed : type[..ErrorEvent.MaxType],
        BeaconText.Scrubbed(message, ErrorEvent.MaxMessage),
        BeaconText.Scrubbed(stack, ErrorEvent.MaxStack));
}
