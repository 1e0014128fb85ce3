using System.Buffers.Binary;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Intake;

/// <summary>Which visits of a site are kept. The server decides, so pages cannot; the same visit gets the same answer in every process.</summary>
public sealed class RumSampling
{
    /// <summary>The least share above 0, so that weights stay exact.</summary>
    public const decimal LeastShare = 0.0001m;

    private const int FractionBits = 53;

    private readonly ulong _kept;

    /// <summary>Makes a rule.</summary>
    /// <param name="share">Share of the visits that are kept: 0, or <see cref="LeastShare"/> to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is none of these.</exception>
    public RumSampling(decimal share)
    {
        if (share != 0m) ArgumentOutOfRangeException.ThrowIfLessThan(share, LeastShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1m);
        _kept = (ulong)(share * (1UL << FractionBits));
        Weight = share == 0m ? 0 : (int)Math.Round(1_000m / share, MidpointRounding.AwayFromZero);
        KeepsAll = share == 1m;
    }

    /// <summary>Gets whether nothing is left out.</summary>
    public bool KeepsAll { get; }

    /// <summary>Gets how many visits each one that is kept stands for, in thousandths.</summary>
    /// <value>1,000 to 10,000,000; 0 when none is kept.</value>
    public int Weight { get; }

    /// <summary>Tells whether a visit is kept.</summary>
    /// <param name="visit">Hash of the session's id, of the metric's id, or of who sent it: the first that is known.</param>
    public bool Keeps(ulong visit)
    {
        // Hashed again: the hash of a session may be a number of the sender's making.
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, visit);
        return Hash64.Of(bytes) >> (64 - FractionBits) < _kept;
    }

    /// <summary>Tells whether a sample is kept.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="sender">Hash of who sent it, for a sample without a session and an id.</param>
    public bool Keeps(in VitalSample sample, ulong sender) =>
        KeepsAll || Keeps(sample.Session != 0 ? sample.Session : sample.IdHash != 0 ? sample.IdHash : sender);

    /// <summary>Tells whether an event is kept.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="sender">Hash of who sent it, for an event without a session.</param>
    public bool Keeps(RumEvent happened, ulong sender)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return KeepsAll || Keeps(happened.Session != 0 ? happened.Session : sender);
    }
}
