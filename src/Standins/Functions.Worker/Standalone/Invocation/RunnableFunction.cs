namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>A function ready to run.</summary>
/// <param name="Definition">What is known about it.</param>
/// <param name="Invoke">Calls its method.</param>
internal sealed record RunnableFunction(FunctionMethod Definition, FunctionInvoker Invoke);
