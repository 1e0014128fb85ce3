namespace Azure.Data.Tables.Wire;

/// <summary>The reply to a request for an entity that does not exist.</summary>
internal sealed class Absent<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T? Value => throw new InvalidOperationException("The entity does not exist: check HasValue first.");

    public override Response GetRawResponse() => response;
}
