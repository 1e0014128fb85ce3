namespace Reliability.Integrations.Tables;

/// <summary>The tables of the suite. All names start with <c>rel</c>.</summary>
public static class TableNames
{
    /// <summary>Beacons as they came in.</summary>
    public const string RumJournal = "relrumjournal";

    /// <summary>Vitals per site, metric, hour and dimensions.</summary>
    public const string RumCells = "relrumcells";

    /// <summary>Combinations of dimensions that have cells of their own, per site and day.</summary>
    public const string RumLabels = "relrumlabels";

    /// <summary>Sessions, per site and day.</summary>
    public const string RumSessions = "relrumsessions";

    /// <summary>Totals of sessions, errors, funnels and business metrics, per site and day.</summary>
    public const string RumSignals = "relrumsignals";

    /// <summary>What pages load, per site and day.</summary>
    public const string RumResources = "relrumresources";

    /// <summary>Whether each performance budget is kept.</summary>
    public const string RumBudgets = "relrumbudgets";

    /// <summary>Latest evaluation of each objective.</summary>
    public const string Slos = "relslos";

    /// <summary>What objectives count, minute by minute, and up to when each source was read.</summary>
    public const string SloCells = "relslocells";

    /// <summary>Days of each objective, and what its report tells besides the status.</summary>
    public const string SloHistory = "relslohistory";

    /// <summary>Corrections of objectives, and the maintenance calendar as it was.</summary>
    public const string SloCorrections = "relslocorrections";

    /// <summary>Every table.</summary>
    public static readonly IReadOnlyList<string> All =
        [RumJournal, RumCells, RumLabels, RumSessions, RumSignals, RumResources, RumBudgets, Slos, SloCells, SloHistory, SloCorrections];
}
