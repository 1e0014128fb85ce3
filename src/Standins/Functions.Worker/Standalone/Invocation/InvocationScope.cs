using System.Collections;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Puts function name and invocation id on every log line of an invocation, without formatting anything before a line is written.</summary>
internal sealed class InvocationScope(Invocation invocation) : IReadOnlyList<KeyValuePair<string, object>>
{
    /// <inheritdoc/>
    public int Count => 2;

    /// <inheritdoc/>
    public KeyValuePair<string, object> this[int index] => index switch
    {
        0 => new("FunctionName", invocation.Function.Definition.Name),
        1 => new("InvocationId", invocation.InvocationId),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        yield return this[0];
        yield return this[1];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"FunctionName:{invocation.Function.Definition.Name} InvocationId:{invocation.InvocationId}";
}
