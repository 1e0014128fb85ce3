using Microsoft.DurableTask;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>What an activity is to do to the world outside.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Token">Tells repetitions of one effect from another effect.</param>
/// <param name="Failures">How many calls fail before one succeeds.</param>
/// <param name="NeedsMending">Whether it fails until <see cref="EffectLog.IsMended"/>.</param>
/// <param name="Size">How many characters the result has; zero for the label.</param>
internal sealed record Effect(string Label, Guid Token, int Failures = 0, bool NeedsMending = false, int Size = 0);

/// <summary>The world outside, which sees effects and knows each by its token.</summary>
internal sealed class EffectLog(Ledger ledger, TimeProvider time)
{
    public const string Activity = "effect";

    private readonly List<(Effect Effect, DateTimeOffset At)> _done = [];
    private readonly Dictionary<Guid, int> _calls = [];

    /// <summary>Gets or sets whether what fails until it is mended is mended.</summary>
    public bool IsMended { get; set; }

    /// <summary>Gets the labels that occurred.</summary>
    public IEnumerable<string> Labels => _done.Select(one => one.Effect.Label).Distinct();

    /// <summary>Gets how many effects of a label there were: repetitions of one token count once.</summary>
    public int Count(string label) => _done.Where(one => one.Effect.Label == label).Select(one => one.Effect.Token).Distinct().Count();

    /// <summary>Gets when an effect was seen first.</summary>
    public DateTimeOffset At(string label) => _done.Where(one => one.Effect.Label == label).Min(one => one.At);

    /// <summary>Does an effect.</summary>
    public string Do(TaskActivityContext context, Effect effect)
    {
        if (!ledger.HasDecided(context.InstanceId, effect.Token)) ledger.Violate($"Effect '{effect.Label}' of {context.InstanceId} is a phantom: no turn that is committed decided it.");
        var calls = _calls[effect.Token] = _calls.GetValueOrDefault(effect.Token) + 1;
        if (calls <= effect.Failures || (effect.NeedsMending && !IsMended)) throw new InvalidOperationException($"{effect.Label} fails.");
        _done.Add((effect, time.GetUtcNow()));
        return effect.Size == 0 ? effect.Label : Text(effect);
    }

    // It does not compress well, and is the same for the same token.
    private static string Text(Effect effect)
    {
        var bytes = new byte[effect.Size * 3 / 4];
        new Random(effect.Token.GetHashCode()).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
