using Microsoft.Extensions.Options;
using Reliability.Core.Slo;

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
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
