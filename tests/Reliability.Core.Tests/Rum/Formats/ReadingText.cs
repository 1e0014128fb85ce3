using System.Globalization;
using System.Text;
using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum.Formats;

/// <summary>Writes what was read from a body, one line for each part.</summary>
internal static class ReadingText
{
    public static string Of(BeaconReading reading)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{reading.Format.Name()}: {reading.Accepted} accepted, {reading.Rejected} rejected {reading.Fault}\n");
        foreach (var error in reading.Errors) text.Append(CultureInfo.InvariantCulture, $"rejected {error.Index}: {error.Reason}\n");
        foreach (var sample in reading.Samples)
            text.Append(CultureInfo.InvariantCulture, $"{sample.Metric} {sample.Value}{(sample.IsDelta ? " more" : "")} id {sample.IdHash:x16} {Where(sample.Dimensions, sample.AgeSeconds, sample.Session)}\n");
        foreach (var happened in reading.Events) text.Append(CultureInfo.InvariantCulture, $"{What(happened)} {Where(happened.Dimensions, happened.AgeSeconds, happened.Session)}\n");
        return text.ToString();
    }

    private static string Where(VitalDimensions at, int age, ulong session) => string.Create(
        CultureInfo.InvariantCulture,
        $"on {at.Page} {at.Device.Name()} {at.Connection.Name()} '{at.Release}' {at.Navigation.Name()}{(at.IsBot ? " bot" : "")}, {age} s ago, session {session:x}");

    private static string What(RumEvent happened) => happened switch
    {
        ErrorEvent error => string.Create(CultureInfo.InvariantCulture, $"error {error.Type} x{error.Count} '{error.Message}' '{error.Stack.Replace("\n", " | ", StringComparison.Ordinal)}'"),
        ResourceEvent resource => string.Create(CultureInfo.InvariantCulture, $"resource {resource.Type} '{resource.Host}' x{resource.Count} {resource.TransferBytes} B {resource.Milliseconds} ms, {resource.Cached} cached, connect {resource.ConnectMilliseconds} ms, offscreen {resource.Offscreen} of {resource.OffscreenBytes} B"),
        StepEvent step => $"step '{step.Name}'",
        BusinessEvent business => string.Create(CultureInfo.InvariantCulture, $"business '{business.Metric}' {business.Value}"),
        ActivityEvent activity => string.Create(CultureInfo.InvariantCulture, $"activity {activity.Views} views {activity.Interactions} interactions {activity.RageClicks} rage {activity.EngagedSeconds} s"),
        CauseEvent cause => string.Create(CultureInfo.InvariantCulture, $"cause of {cause.Metric} {cause.Value} '{cause.Target}' [{string.Join(", ", cause.Phases.Select(phase => phase.ToString(CultureInfo.InvariantCulture)))}]"),
        _ => throw new InvalidOperationException($"{happened} has no text."),
    };
}
