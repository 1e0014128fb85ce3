using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Wire;

/// <summary>Takes the reply to a transaction apart: multipart in multipart, one HTTP reply per action, or only that of the action that failed.</summary>
internal static class TransactionReply
{
    /// <summary>Parses the reply.</summary>
    /// <param name="response">A reply of status 202.</param>
    /// <returns>The replies in the order of the actions.</returns>
    /// <exception cref="RequestFailedException">The body is not of that form.</exception>
    public static Response[] Parse(Response response)
    {
        var replies = new List<Response>();
        try
        {
            Collect(response.Content.ToMemory(), response.Headers.ContentType, response.ClientRequestId, replies);
        }
        catch (FormatException exception)
        {
            throw new RequestFailedException(response.Status, "The reply to the transaction is malformed.", exception);
        }

        return [.. replies];
    }

    private static void Collect(ReadOnlyMemory<byte> body, string? contentType, string requestId, List<Response> replies)
    {
        foreach (var part in Parts(body, Boundary(contentType)))
        {
            var split = SplitHead(part, out var rest);
            var type = Header(split, "Content-Type");
            if (type?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
                Collect(rest, type, requestId, replies);
            else
                replies.Add(ParseReply(rest, requestId));
        }
    }

    private static ActionReply ParseReply(ReadOnlyMemory<byte> part, string requestId)
    {
        var head = SplitHead(part, out var body);
        // The emulator repeats the boundary before the status line when it refuses a transaction as a whole.
        var start = Array.FindIndex(head, line => line.StartsWith("HTTP/", StringComparison.Ordinal));
        var status = start < 0 ? [] : head[start].Split(' ', 3);
        if (status.Length < 2 || !int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            throw new FormatException($"Not a status line: {head[0]}");
        return new ActionReply(code, status.ElementAtOrDefault(2) ?? "", head.AsSpan(start + 1), body, requestId);
    }

    private static string Boundary(string? contentType)
    {
        const string Name = "boundary=";
        var start = contentType?.IndexOf(Name, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (start < 0)
            throw new FormatException($"No boundary in the content type {contentType}");
        return contentType![(start + Name.Length)..].Split(';')[0].Trim().Trim('"');
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> body, string boundary)
    {
        var delimiter = Encoding.ASCII.GetBytes($"--{boundary}");
        var start = body.Span.IndexOf(delimiter);
        while (start >= 0)
        {
            var rest = body[(start + delimiter.Length)..];
            if (rest.Span.StartsWith("--"u8))
                yield break;

            var end = rest.Span.IndexOf(delimiter);
            yield return end < 0 ? rest : rest[..end];
            body = rest;
            start = end;
        }
    }

    /// <summary>Reads lines up to the first empty one; empty lines before the first are skipped.</summary>
    private static string[] SplitHead(ReadOnlyMemory<byte> text, out ReadOnlyMemory<byte> rest)
    {
        var lines = new List<string>();
        rest = text;
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = Encoding.UTF8.GetString((end < 0 ? rest : rest[..end]).Span).Trim();
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.Length > 0)
                lines.Add(line);
            else if (lines.Count > 0)
                break;
        }

        return lines.Count > 0 ? [.. lines] : throw new FormatException("A part is empty.");
    }

    private static string? Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
