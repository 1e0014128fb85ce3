using Microsoft.Extensions.Options;
using Reliability.Core.Slo;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>By which numbers objectives are judged.</summary>
public sealed class SloOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Reliability:Slo";

    /// <summary>Gets or sets the share of the error budget below which an objective is at risk.</summary>
    /// <value>0 to 1, not below <see cref="CriticalBelow"/>; default 0.20.</value>
    public decimal AtRiskBelow { get; set; } = 0.20m;

    /// <summary>Gets or sets the share of the error budget below which an objective is critical.</summary>
    /// <value>0 to 1; default 0.05.</value>
    public decimal CriticalBelow { get; set; } = 0.05m;

    /// <summary>Gets or sets how far back sources are read again for what came in late; those that know better say so themselves.</summary>
    /// <value>0 to 1 day; default 10 min.</value>
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how long one reading of a source may take.</summary>
    /// <value>1 s to 40 s; default 15 s.</value>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how many readings of one kind of source run at once.</summary>
    /// <value>1 to 100; default 8.</value>
    public int ParallelReads { get; set; } = 8;

    /// <summary>Returns the limits of the collection of minute cells.</summary>
    public CollectionLimits ToLimits() => new() { Overlap = Overlap, ReadTimeout = ReadTimeout, ParallelReads = ParallelReads };

    /// <summary>Returns these numbers as the evaluation takes them.</summary>
    public SloPolicy ToPolicy() => new() { AtRiskBelow = AtRiskBelow, CriticalBelow = CriticalBelow };
}

/// <summary>Checks <see cref="SloOptions"/>.</summary>
internal sealed class SloOptionsValidation : IValidateOptions<SloOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SloOptions options)
    {
        var failures = new List<string>();
        if (options.AtRiskBelow is < 0m or > 1m)
            failures.Add($"{SloOptions.Section}:{nameof(options.AtRiskBelow)} must be 0 to 1.");
        if (options.CriticalBelow is < 0m or > 1m)
            failures.Add($"{SloOptions.Section}:{nameof(options.CriticalBelow)} must be 0 to 1.");
        if (options.CriticalBelow > options.AtRiskBelow)
            failures.Add($"{SloOptions.Section}:{nameof(options.CriticalBelow)} must not be above {nameof(options.AtRiskBelow)}.");
        if (options.Overlap < TimeSpan.Zero || options.Overlap > TimeSpan.FromDays(1))
            failures.Add($"{SloOptions.Section}:{nameof(options.Overlap)} must be 0 to 1 day.");
        if (options.ReadTimeout < TimeSpan.FromSeconds(1) || options.ReadTimeout > TimeSpan.FromSeconds(40))
            failures.Add($"{SloOptions.Section}:{nameof(options.ReadTimeout)} must be 1 s to 40 s.");
        if (options.ParallelReads is < 1 or > 100)
            failures.Add($"{SloOptions.Section}:{nameof(options.ParallelReads)} must be 1 to 100.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
