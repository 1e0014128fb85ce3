using System.Text;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads the exceptions and logs of a Faro batch.</summary>
internal static class FaroErrors
{
    private const int MaxFrames = 50;
    private const int MaxFramePart = 300;

    /// <summary>Reads an exception.</summary>
    /// <returns>Null when it is kept, else why not.</returns>
    public static string? ReadException(in FaroItem item, EventPlace place, BeaconReading reading)
    {
        if (!item.Type.IsPresent && !item.Value.IsPresent) return RejectReason.MissingValue;
        if ((item.Type.IsPresent && !item.Type.IsText) || (item.Value.IsPresent && !item.Value.IsText)) return RejectReason.WrongType;
        var type = BeaconText.Name(item.Type.Text, ErrorEvent.MaxType);
        var message = item.Value.Text.Decode(ErrorEvent.MaxMessage * 2);
        reading.Keep(place.Of(ErrorEvents.Make(place.Dimensions, type, message, StackOf(item.StackTrace))));
        return null;
    }

    /// <summary>Reads a log record: one of level error is an error of type <c>log</c>, all others are only noted.</summary>
    /// <returns>Null when it is kept or noted, else why not.</returns>
    public static string? ReadLog(in FaroItem item, EventPlace place, BeaconReading reading)
    {
        if (!item.Message.IsText) return item.Message.IsPresent ? RejectReason.WrongType : RejectReason.MissingValue;
        if (item.Level.Text.Unescaped().SequenceEqual("error"u8))
            reading.Keep(place.Of(ErrorEvents.Make(place.Dimensions, "log", item.Message.Text.Decode(ErrorEvent.MaxMessage * 2), "")));
        return null;
    }

    // As browsers write it: "at function (file:line:column)".
    private static string StackOf(JsonValue trace)
    {
        var stack = new StringBuilder();
        for (var members = trace.Members; members.Next(out var value);)
        {
            if (!members.Name.SequenceEqual("frames"u8)) continue;
            var count = 0;
            for (var frames = value.Elements; frames.Next(out var frame) && count < MaxFrames && stack.Length < ErrorEvent.MaxStack; count++)
                Append(stack, frame);
        }

        return stack.ToString();
    }

    private static void Append(StringBuilder stack, JsonValue frame)
    {
        string function = "", file = "";
        double line = 0, column = 0;
        for (var members = frame.Members; members.Next(out var value);)
        {
            var name = members.Name;
            if (name.SequenceEqual("function"u8)) function = value.Text.Decode(MaxFramePart);
            else if (name.SequenceEqual("filename"u8)) file = value.Text.Decode(MaxFramePart);
            else if (name.SequenceEqual("lineno"u8)) value.TryNumber(out line);
            else if (name.SequenceEqual("colno"u8)) value.TryNumber(out column);
        }

        StackFrames.Append(stack, function, file, line, column);
    }
}
