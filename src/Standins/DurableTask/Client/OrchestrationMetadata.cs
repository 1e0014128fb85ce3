using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask.Client;

/// <summary>What is known of an orchestration.</summary>
public sealed class OrchestrationMetadata
{
    /// <summary>Names the orchestration.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="instanceId">Its instance id.</param>
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the instance id.</summary>
    public string InstanceId { get; }

    /// <summary>Gets what deserializes inputs and outputs.</summary>
    /// <value>Null unless they were asked for.</value>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Gets the state.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>Gets when it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when it last changed.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>Gets the serialized input.</summary>
    /// <value>Null if there is none or it was not asked for.</value>
    public string? SerializedInput { get; init; }

    /// <summary>Gets the serialized output.</summary>
    /// <value>Null if there is none or it was not asked for.</value>
    public string? SerializedOutput { get; init; }

    /// <summary>Gets the serialized custom status.</summary>
    /// <value>Null if there is none or it was not asked for.</value>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Gets the tags.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary.Create<string, string>();

    /// <summary>Gets why it failed.</summary>
    /// <value>Null unless it failed and outputs were asked for.</value>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Gets whether it runs.</summary>
    /// <value>False also while it is pending or suspended.</value>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Gets whether it has completed, failed or been terminated.</summary>
    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated;

    /// <summary>Deserializes the input.</summary>
    /// <typeparam name="T">What to deserialize it to.</typeparam>
    /// <returns>The input; the default value when there is none.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadInputAs<T>() => Converter().Deserialize<T>(SerializedInput);

    /// <summary>Deserializes the output.</summary>
    /// <typeparam name="T">What to deserialize it to.</typeparam>
    /// <returns>The output; the default value when there is none.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadOutputAs<T>() => Converter().Deserialize<T>(SerializedOutput);

    /// <summary>Deserializes the custom status.</summary>
    /// <typeparam name="T">What to deserialize it to.</typeparam>
    /// <returns>The status; the default value when there is none.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadCustomStatusAs<T>() => Converter().Deserialize<T>(SerializedCustomStatus);

    /// <summary>Describes the orchestration for people.</summary>
    /// <returns>Name, id, state and times, and beginnings of input and output.</returns>
    public override string ToString()
    {
        FormattableString head =
            $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}";
        string input = SerializedInput is null ? "" : $", Input: '{Beginning(SerializedInput)}'";
        string output = SerializedOutput is null ? "" : $", Output: '{Beginning(SerializedOutput)}'";
        string failure = FailureDetails is null
            ? ""
            : $", FailureDetails: '{FailureDetails.ErrorType} - {Beginning(FailureDetails.ErrorMessage)}'";
        return FormattableString.Invariant(head) + input + output + failure + "]";
    }

    private static string Beginning(string text)
    {
        const int Length = 50;
        return text.Length <= Length ? text : string.Concat(text.AsSpan(0, Length), "...");
    }

    private DataConverter Converter([CallerMemberName] string method = "") => DataConverter
        ?? throw new InvalidOperationException($"{method} needs metadata that were fetched with inputs and outputs.");
}
