using Azure;

namespace Reliability.Testing;

/// <summary>The failures of the table service, as its client throws them.</summary>
internal static class Failures
{
    public static RequestFailedException NotFound() => Of(404, "ResourceNotFound", "The specified resource does not exist.");

    public static RequestFailedException TableNotFound() => Of(404, "TableNotFound", "The table specified does not exist.");

    public static RequestFailedException TableExists() => Of(409, "TableAlreadyExists", "The table specified already exists.");

    public static RequestFailedException EntityExists() => Of(409, "EntityAlreadyExists", "The specified entity already exists.");

    public static RequestFailedException Stale() => Of(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");

    public static RequestFailedException InvalidTableName() => Of(400, "InvalidResourceName", "The specified resource name contains invalid characters.");

    public static RequestFailedException Invalid(string code, string message) => Of(400, code, message);

    public static RequestFailedException TimedOut() => Of(500, "OperationTimedOut", "The operation could not be completed within the permitted time.");

    public static RequestFailedException NoReply() => Of(0, null, "The connection was reset before a reply came.");

    /// <summary>Puts the index of an action before the message, as the service does.</summary>
    public static RequestFailedException At(int index, RequestFailedException failure) => Of(failure.Status, failure.ErrorCode, $"{index}:{failure.Message}");

    private static RequestFailedException Of(int status, string? code, string message) => new(status, message, code, null);
}
