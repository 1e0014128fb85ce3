using System.Text;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads the errors of a boomerang beacon: JSON, or JSURL where its compression plugin is loaded.</summary>
/// <remarks>Source: compressErrors of the plugin Errors: n count, t type, m message, f frames of l line, c column, f function, w or wo file, d time in base 36.</remarks>
internal static class BoomerangErrors
{
    private const int MaxErrors = 50;
    private const int MaxFrames = 50;
    private const int MaxPart = 300;
    private const int MaxCount = 1_000_000;

    /// <summary>Reads the field; what cannot be read is rejected as a whole.</summary>
    public static void Read(JsonText field, EventPlace place, DateTimeOffset receivedAt, BeaconReading reading)
    {
        var text = field.Raw.StartsWith("~"u8) ? Jsurl.ToJson(field.Raw) : field.Raw;
        var json = new JsonScanner(text);
        if (!json.ReadValue(out var errors) || !json.AtEnd() || !errors.IsArray)
        {
            reading.Reject(0, RejectReason.Malformed);
            return;
        }

        var count = 0;
        for (var elements = errors.Elements; elements.Next(out var error); count++)
        {
            if (count >= MaxErrors || reading.IsFull) reading.Reject(0, RejectReason.TooManyEvents);
            else if (error.IsObject) reading.Accept(ReadError(error, place, receivedAt));
            else reading.Reject(0, RejectReason.NotAnObject);
        }
    }

    private static ErrorEvent ReadError(JsonValue error, EventPlace place, DateTimeOffset receivedAt)
    {
        string type = "", message = "";
        var count = 1.0;
        var stack = new StringBuilder();
        for (var members = error.Members; members.Next(out var value);)
        {
            switch (members.Name)
            {
                case [(byte)'n'] when value.TryNumber(out var times): count = times; break;
                case [(byte)'t']: type = BeaconText.Name(value.Text, ErrorEvent.MaxType); break;
                case [(byte)'m']: message = value.Text.Decode(ErrorEvent.MaxMessage * 2); break;
                case [(byte)'f']: ReadFrames(value, stack); break;
                case [(byte)'d'] when BoomerangNumbers.Base36(value.Text.Raw) is { } at: place = place with { AgeSeconds = EventAge.Since(at, receivedAt) }; break;
            }
        }

        return place.Of(ErrorEvents.Make(place.Dimensions, type, message, stack.ToString()) with { Count = (int)Math.Clamp(count, 1, MaxCount) });
    }

    private static void ReadFrames(JsonValue frames, StringBuilder stack)
    {
        var count = 0;
        for (var elements = frames.Elements; elements.Next(out var frame) && count < MaxFrames && stack.Length < ErrorEvent.MaxStack; count++)
        {
            string function = "", file = "";
            double line = 0, column = 0;
            for (var members = frame.Members; members.Next(out var value);)
            {
                switch (members.Name)
                {
                    case [(byte)'f']: function = value.Text.Decode(MaxPart); break;
                    case [(byte)'w']: file = value.Text.Decode(MaxPart); break;
                    case [(byte)'w', (byte)'o']: file = value.Text.Decode(MaxPart); break;
                    case [(byte)'l']: value.TryNumber(out line); break;
                    case [(byte)'c']: value.TryNumber(out column); break;
                }
            }

            StackFrames.Append(stack, function, file, line, column);
        }
    }
}
