using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Formats;

/// <summary>Remembers what was made of a text, so that the same page address is not decoded and templated for every beacon.</summary>
/// <remarks>Fixed size: each text has one slot, and the newest text keeps it. Not thread-safe.</remarks>
/// <typeparam name="T">What is made of the text.</typeparam>
/// <param name="slots">A power of two.</param>
/// <param name="make">Makes the value of a text that is not remembered.</param>
internal sealed class TextCache<T>(int slots, Func<string, T> make)
{
    private const int LongestRemembered = 256;

    private readonly (byte[]? Text, T Value)[] _slots = new (byte[]?, T)[slots];
    private int _last;

    /// <summary>Gets the value of a text, remembered or made now.</summary>
    public T this[JsonText text]
    {
        get
        {
            // The events of one beacon mostly say the same.
            ref var last = ref _slots[_last];
            return last.Text is not null && text.Raw.SequenceEqual(last.Text) ? last.Value : Find(text);
        }
    }

    private T Find(JsonText text)
    {
        if (text.Raw.Length > LongestRemembered) return make(text.Decode());
        _last = (int)(Hash64.Of(text.Raw) & (ulong)(_slots.Length - 1));
        ref var slot = ref _slots[_last];
        if (slot.Text is null || !text.Raw.SequenceEqual(slot.Text)) slot = (text.Raw.ToArray(), make(text.Decode()));
        return slot.Value;
    }
}
