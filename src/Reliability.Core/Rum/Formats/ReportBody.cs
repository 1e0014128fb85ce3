using System.Text;

namespace Reliability.Core.Rum.Formats;

/// <summary>The body of a report, whatever its type: what it says, of what, and where in the page.</summary>
internal ref struct ReportBody
{
    private const int MaxPart = 300;

    private JsonValue _message;
    private JsonValue _subject;
    private JsonValue _detail;
    private JsonValue _target;
    private JsonValue _file;
    private double _line;
    private double _column;

    /// <summary>Gets the address of the page, where only the body tells it.</summary>
    public JsonValue Document { get; private set; }

    /// <summary>Gets whether an extension of the browser is what the report is about.</summary>
    public readonly bool IsOfExtension => IsExtension(_file.Text.Unescaped()) || IsExtension(_target.Text.Unescaped());

    /// <summary>Reads the fields of a body.</summary>
    public static ReportBody Read(JsonValue body)
    {
        var read = default(ReportBody);
        for (var members = body.Members; members.Next(out var value);) read.Take(members.Name, value);
        return read;
    }

    /// <summary>Puts together what happened: the browser's own message, or what was violated and by what.</summary>
    public readonly string Message()
    {
        if (!_message.Text.Raw.IsEmpty) return _message.Text.Decode(ErrorEvent.MaxMessage * 2);
        var message = new StringBuilder();
        foreach (var part in (string[])[Part(_subject), Part(_detail), Part(_target)])
        {
            if (part.Length > 0) message.Append(message.Length > 0 ? " " : "").Append(part);
        }

        return message.ToString();
    }

    /// <summary>Puts together where in the page it happened; empty when that is not told.</summary>
    public readonly string Stack()
    {
        var stack = new StringBuilder();
        StackFrames.Append(stack, "", Part(_file), _line, _column);
        return stack.ToString();
    }

    private void Take(ReadOnlySpan<byte> name, JsonValue value)
    {
        if (Is(name, "message"u8)) _message = value;
        else if (Is(name, "effectiveDirective"u8, "effective-directive"u8) || Is(name, "featureId"u8, "policyId"u8) || Is(name, "reason"u8, "phase"u8)) _subject = value;
        else if (Is(name, "violated-directive"u8) && !_subject.IsPresent) _subject = value;
        else if (Is(name, "type"u8, "destination"u8)) _detail = value;
        else if (Is(name, "blockedURL"u8, "blocked-uri"u8) || Is(name, "openeeURL"u8, "openerURL"u8)) _target = value;
        else if (Is(name, "sourceFile"u8, "source-file"u8)) _file = value;
        else if (Is(name, "lineNumber"u8, "line-number"u8)) value.TryNumber(out _line);
        else if (Is(name, "columnNumber"u8, "column-number"u8)) value.TryNumber(out _column);
        else if (Is(name, "documentURL"u8, "document-uri"u8)) Document = value;
    }

    private static string Part(JsonValue value) => value.Text.Decode(MaxPart);

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other = default) =>
        name.SequenceEqual(one) || (!other.IsEmpty && name.SequenceEqual(other));

    private static bool IsExtension(ReadOnlySpan<byte> address) =>
        address.StartsWith("chrome-extension"u8) || address.StartsWith("moz-extension"u8)
        || address.StartsWith("safari-web-extension"u8) || address.StartsWith("safari-extension"u8) || address.StartsWith("ms-browser-extension"u8);
}
