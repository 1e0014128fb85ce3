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

    private readonly (ulong Hash, byte[]? Text, T Value)[] _slots = new (ulong, byte[]?, T)[slots];

    /// <summary>Gets the value of a text, remembered or made now.</summary>
    public T this[JsonText text]
    {
        get
        {
            if (text.Raw.Length > LongestRemembered) return make(text.Decode());
            var hash = Hash64.Of(text.Raw);
            ref var slot = ref _slots[(int)(hash & (ulong)(_slots.Length - 1))];
            if (slot.Text is not null && slot.Hash == hash && text.Raw.SequenceEqual(slot.Text)) return slot.Value;
            slot = (hash, text.Raw.ToArray(), make(text.Decode()));
            return slot.Value;
        }
    }
}
