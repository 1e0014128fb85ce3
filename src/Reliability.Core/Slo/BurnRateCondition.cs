namespace Reliability.Core.Slo;

/// <summary>How a burn rate is held against a factor, by the words of OpenSLO.</summary>
public enum BurnRateComparison
{
    /// <summary><c>gt</c>: above the factor.</summary>
    Gt,

    /// <summary><c>gte</c>: at the factor or above.</summary>
    Gte,

    /// <summary><c>lt</c>: below the factor.</summary>
    Lt,

    /// <summary><c>lte</c>: at the factor or below.</summary>
    Lte,
}

/// <summary>What an alert has of its own when a document of kind AlertPolicy asks for it: one window instead of two.</summary>
/// <param name="Policy">The name of the AlertPolicy; unique among those of an objective.</param>
/// <param name="Comparison">How the rate is held against the factor.</param>
/// <param name="AlertAfter">How long it must hold before the alert fires; 0 or more.</param>
public sealed record BurnRateCondition(string Policy, BurnRateComparison Comparison, TimeSpan AlertAfter)
{
    /// <summary>Gets whether somebody is told when the alert begins; default true.</summary>
    public bool TellsBreach { get; init; } = true;

    /// <summary>Gets whether somebody is told when the alert ends; default true.</summary>
    public bool TellsEnd { get; init; } = true;

    /// <summary>Gets whether somebody is told when the window has no data; default false.</summary>
    public bool TellsNoData { get; init; }

    /// <summary>Gets who is told, as the documents of kind AlertNotificationTarget say; default nobody in particular.</summary>
    public IReadOnlyList<SloAlertTarget> Targets { get; init; } = [];

    /// <summary>Tells why a factor makes no sense: it is never passed, or always; null when it does.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="highest">The rate when everything fails; above 0.</param>
    internal string? Impossible(decimal factor, decimal highest) => Comparison switch
    {
        BurnRateComparison.Gt when factor >= highest => Never(highest),
        BurnRateComparison.Gte when factor > highest => Never(highest),
        BurnRateComparison.Gt when factor < 0m => "the burn rate is always above a threshold below 0; write gt with 0 or more",
        BurnRateComparison.Gte when factor <= 0m => "the burn rate is always at least 0; write gt, or a threshold above 0",
        BurnRateComparison.Lt when factor <= 0m => "the burn rate is never below 0; write lte with 0, or a threshold above 0",
        BurnRateComparison.Lte when factor < 0m => "the burn rate is never below 0; write a threshold of 0 or more",
        BurnRateComparison.Lt when factor > highest => Always(highest),
        BurnRateComparison.Lte when factor >= highest => Always(highest),
        _ => null,
    };

    private static string Never(decimal highest) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"the burn rate is never above {highest:0.####}, which everything failing gives; write a threshold below that");

    private static string Always(decimal highest) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"the burn rate is always at most {highest:0.####}, which everything failing gives; write a threshold below that");
}

/// <summary>Who is told of an alert.</summary>
/// <param name="Name">The name of the AlertNotificationTarget.</param>
/// <param name="Target">The way there, as its document says, e.g. <c>email</c>.</param>
public sealed record SloAlertTarget(string Name, string Target);
