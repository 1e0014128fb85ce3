namespace Reliability.Core.Rum.Intake;

/// <summary>Token buckets for any number of senders, in a table of fixed size: 512 KiB. Thread-safe, without locks and allocations.</summary>
/// <remarks>
/// <para>A count-min sketch of buckets (Cormode, Muthukrishnan 2005): every sender has one slot in each of four rows, a request is taken
/// from all four, and is refused only when none of them has a token left. So no sender ever gets more than its rate, and one that
/// shares a slot with others is only held back when that is so in all four rows: with 1,000 senders at their limit, one of 80,000
/// others is; with 10,000, one of 23.</para>
/// <para>Which slots a sender has depends on a secret, so nobody can aim at another's. Requests of one sender that are decided at the
/// same instant may all take the last token.</para>
/// </remarks>
public sealed class TokenBuckets
{
    private const int Rows = 4;
    private const int SlotBits = 14;
    private const int SlotsPerRow = 1 << SlotBits;

    private readonly long[] _fullAt = new long[Rows * SlotsPerRow];
    private readonly TokenRate _rate;
    private readonly ulong _secret;
    private readonly ulong _factor;

    /// <summary>Makes full buckets.</summary>
    /// <param name="rate">What each lets through.</param>
    /// <param name="secret">128 random bits.</param>
    public TokenBuckets(TokenRate rate, UInt128 secret) =>
        (_rate, _secret, _factor) = (rate, (ulong)(secret >> 64), (ulong)(secret & ulong.MaxValue) | 1);

    /// <summary>Lets a request pass, or tells when its sender's next one may.</summary>
    /// <param name="sender">Tells senders apart.</param>
    /// <param name="now">Now, in nanoseconds of a clock that never goes back.</param>
    /// <returns>0 for a request that may pass; else the nanoseconds until one may, and nothing was taken.</returns>
    public long Take(ulong sender, long now)
    {
        var hash = Mix(sender);
        var soonest = long.MaxValue;
        for (var row = 0; row < Rows; row++) soonest = Math.Min(soonest, Volatile.Read(ref Slot(hash, row)));
        var wait = _rate.WaitOf(soonest, now);
        if (wait > 0) return wait;
        for (var row = 0; row < Rows; row++) _rate.Charge(ref Slot(hash, row), now);
        return 0;
    }

    private ref long Slot(ulong hash, int row) => ref _fullAt[(row * SlotsPerRow) + (int)((hash >> (row * SlotBits)) & (SlotsPerRow - 1))];

    // The finalizer of MurmurHash3 (A. Appleby), with the secret before it and in it.
    private ulong Mix(ulong sender)
    {
        unchecked
        {
            var hash = (sender ^ _secret) * _factor;
            hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
            hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
            return hash ^ (hash >> 33);
        }
    }
}
