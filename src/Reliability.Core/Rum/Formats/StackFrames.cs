using System.Globalization;
using System.Text;

namespace Reliability.Core.Rum.Formats;

/// <summary>Writes stacks as V8 does, whatever form they came in, so that the same error looks the same.</summary>
internal static class StackFrames
{
    /// <summary>Appends <c>at function (file:line:column)</c> as a line of its own.</summary>
    /// <param name="stack">Receives the line.</param>
    /// <param name="function">Empty when not known.</param>
    /// <param name="file">Address of the script.</param>
    /// <param name="line">0 when not known.</param>
    /// <param name="column">0 when not known.</param>
    public static void Append(StringBuilder stack, string function, string file, double line, double column)
    {
        if (function.Length == 0 && file.Length == 0) return;
        if (stack.Length > 0) stack.Append('\n');
        stack.Append("at ").Append(function.Length == 0 ? "?" : function).Append(" (").Append(file);
        if (line is >= 1 and <= int.MaxValue) stack.Append(CultureInfo.InvariantCulture, $":{(int)line}");
        if (line >= 1 && column is >= 1 and <= int.MaxValue) stack.Append(CultureInfo.InvariantCulture, $":{(int)column}");
        stack.Append(')');
    }
}
