using Reliability.Core.Slo;
using Reliability.Core.Slo.Maintenance;
using Reliability.Core.Slo.Reports;

namespace Reliability.Integrations.Slo;

/// <summary>The days of an objective.</summary>
/// <param name="Name">The name of the objective.</param>
/// <param name="From">The first day that was asked for.</param>
/// <param name="To">The last day that was asked for.</param>
/// <param name="Days">The days that were recorded, the oldest first.</param>
public sealed record SloHistoryAnswer(string Name, DateOnly From, DateOnly To, IReadOnlyList<SloDay> Days);

/// <summary>Where the budget of an objective went.</summary>
/// <param name="Name">The name of the objective.</param>
/// <param name="EvaluatedAt">When the budget was computed.</param>
/// <param name="ErrorBudget">The budget.</param>
/// <param name="ComputedAt">When the hours were computed; null when they were not yet.</param>
/// <param name="WorstHours">The hours of the window that spent most, the worst first.</param>
public sealed record SloBudgetAnswer(
    string Name, DateTimeOffset EvaluatedAt, ErrorBudget ErrorBudget, DateTimeOffset? ComputedAt, IReadOnlyList<DrainedHour> WorstHours);

/// <summary>The corrections of an objective.</summary>
/// <param name="Name">The name of the objective.</param>
/// <param name="Corrections">What was asked for, revoked ones too, the newest first.</param>
/// <param name="Maintenance">The names of the windows of the maintenance calendar that are about it.</param>
public sealed record SloCorrectionsAnswer(string Name, IReadOnlyList<CorrectionEntry> Corrections, IReadOnlyList<string> Maintenance);
