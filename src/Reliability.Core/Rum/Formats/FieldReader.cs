namespace Reliability.Core.Rum.Formats;

/// <summary>Checks numbers of an event one after the other and remembers the first that is wrong.</summary>
internal ref struct FieldReader
{
    /// <summary>Gets why the event cannot be taken; null so far.</summary>
    public string? Reason { get; private set; }

    /// <summary>Reads a number.</summary>
    /// <param name="value">The field; one that is missing is 0.</param>
    /// <param name="largest">The largest that is believed; the smallest is 0.</param>
    public double Number(JsonValue value, double largest)
    {
        if (!value.IsPresent) return 0;
        if (!value.TryNumber(out var number))
        {
            Reason ??= RejectReason.WrongType;
            return 0;
        }

        if (number >= 0 && number <= largest) return number;
        Reason ??= RejectReason.OutOfRange;
        return 0;
    }

    /// <summary>Reads a number without a part after the point; one that has such a part loses it.</summary>
    public int Count(JsonValue value, int largest) => (int)Number(value, largest);
}
