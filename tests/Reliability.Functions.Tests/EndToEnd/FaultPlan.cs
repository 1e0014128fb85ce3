using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>A seeded plan of faults: single ones that retries get over, and bursts that they do not.</summary>
internal sealed class FaultPlan(int seed)
{
    private const double SingleShare = 0.04;
    private const double BurstShare = 0.004;
    private const int BurstLength = 12;
    private const int MaxLate = 6;

    private static readonly StoreFault[] Quick = [StoreFault.ServerError, StoreFault.LostAnswer, StoreFault.Refused];

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private StoreFault _burst;
    private int _left;
    private int _late;

    /// <summary>Gets how many requests had a fault.</summary>
    public int Faults { get; private set; }

    /// <summary>Decides about the next request.</summary>
    public StoreFault Next()
    {
        lock (_gate)
        {
            var fault = Draw();
            if (fault != StoreFault.None) Faults++;
            return fault;
        }
    }

    private StoreFault Draw()
    {
        if (_left > 0)
        {
            _left--;
            return _burst;
        }

        var draw = _random.NextDouble();
        if (draw < BurstShare) (_burst, _left) = (Quick[_random.Next(Quick.Length)], BurstLength);
        if (draw < BurstShare) return _burst;
        // Late ones cost seconds each.
        if (draw < BurstShare * 2 && _late++ < MaxLate) return StoreFault.LateDelivery;
        return draw < SingleShare ? Quick[_random.Next(Quick.Length)] : StoreFault.None;
    }
}
