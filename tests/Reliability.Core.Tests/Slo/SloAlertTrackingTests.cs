using Reliability.Core.Slo;
using Reliability.Core.Slo.Alerts;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo;

public sealed class SloAlertTrackingTests
{
    private static readonly BurnRateTier PageTier = new(BurnRateTier.Page, Hour, 5 * Minute, 14.4m);
    private static readonly BurnRateTier TicketTier = new(BurnRateTier.Ticket, 24 * Hour, 2 * Hour, 3m);

    [Fact]
    public void Alert_begins_when_both_windows_are_above_the_factor_and_ends_when_one_is_at_it()
    {
        var alerts = new Followed(PageTier);

        Assert.Empty(alerts.At(0, (14.4m, 20m)));
        Assert.Equal(Now.AddMinutes(1), Assert.Single(alerts.At(1, (14.5m, 20m))).Since);
        Assert.Empty(alerts.At(2, (15m, 20m)));
        var end = Assert.Single(alerts.At(3, (15m, 14.4m)));
        Assert.Equal((Now.AddMinutes(1), Now.AddMinutes(3), 14.4m), (end.Since, end.ResolvedAt, end.ShortRate));
        Assert.Empty(alerts.At(4, (15m, 14.4m)));
    }

    [Fact]
    public void Alert_that_fires_again_is_the_same_alert_under_another_id()
    {
        var alerts = new Followed(PageTier);
        var first = Assert.Single(alerts.At(0, (20m, 20m)));
        alerts.At(1, (0m, 0m));
        var second = Assert.Single(alerts.At(2, (20m, 20m)));

        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal("slo|checkout|page|1h|5m|14.4@20261001T120000.0000000Z", first.Id);
    }

    [Fact]
    public void Rate_that_is_not_known_changes_nothing_unless_the_other_window_recovered()
    {
        var alerts = new Followed(PageTier);
        Assert.Empty(alerts.At(0, (20m, null)));
        Assert.Single(alerts.At(1, (20m, 20m)));
        Assert.Empty(alerts.At(2, (null, null)));
        Assert.Empty(alerts.At(3, (20m, null)));
        Assert.True(alerts.Status.Alerts[0].Firing);
        Assert.Single(alerts.At(4, (null, 1m)));
    }

    [Fact]
    public void Condition_must_hold_for_its_time_before_the_alert_fires()
    {
        var alerts = new Followed(Policy(after: 3 * Minute));

        Assert.Empty(alerts.At(0, (3m, 3m)));
        Assert.Equal((false, Now, null), (alerts.Status.Alerts[0].Firing, alerts.Status.Alerts[0].PendingSince!.Value, alerts.Status.Alerts[0].Since));
        Assert.Empty(alerts.At(1, (1m, 1m)));
        Assert.Null(alerts.Status.Alerts[0].PendingSince);
        Assert.Empty(alerts.At(2, (3m, 3m)));
        Assert.Empty(alerts.At(4, (3m, 3m)));
        Assert.Equal(Now.AddMinutes(5), Assert.Single(alerts.At(5, (3m, 3m))).Since);
        Assert.Null(alerts.Status.Alerts[0].PendingSince);
    }

    [Fact]
    public void Failed_evaluation_changes_nothing()
    {
        var alerts = new Followed(PageTier);
        alerts.At(0, (20m, 20m));
        Assert.Empty(alerts.At(1, (0m, 0m), isFailing: true));
        Assert.Empty(alerts.At(2, (20m, 20m)));

        var quiet = new Followed(PageTier);
        Assert.Empty(quiet.At(0, (20m, 20m), isFailing: true));
    }

    [Fact]
    public void Ticket_waits_while_a_page_fires_and_begins_when_that_ends()
    {
        var alerts = new Followed(PageTier, TicketTier);

        Assert.Equal("page", Assert.Single(alerts.At(0, (20m, 20m), (5m, 5m))).Severity);
        Assert.Equal([false, true], alerts.Status.Alerts.Select(alert => alert.Suppressed));
        var changes = alerts.At(1, (1m, 1m), (5m, 5m));
        Assert.Equal([("page", true), ("ticket", false)], changes.Select(change => (change.Severity, change.ResolvedAt is not null)));
        Assert.Equal(Now, changes[1].Since);
    }

    [Fact]
    public void Ticket_that_ends_while_suppressed_is_never_told()
    {
        var alerts = new Followed(PageTier, TicketTier);
        alerts.At(0, (20m, 20m), (5m, 5m));
        Assert.Empty(alerts.At(1, (20m, 20m), (0m, 0m)));
    }

    [Fact]
    public void Ticket_that_was_told_goes_on_when_a_page_fires_later()
    {
        var alerts = new Followed(PageTier, TicketTier);
        Assert.Single(alerts.At(0, (1m, 1m), (5m, 5m)));
        Assert.Equal("page", Assert.Single(alerts.At(1, (20m, 20m), (5m, 5m))).Severity);
        Assert.Equal("ticket", Assert.Single(alerts.At(2, (20m, 20m), (0m, 0m))).Severity);
    }

    [Theory]
    [InlineData(true, true, 1, 1)]
    [InlineData(true, false, 1, 0)]
    [InlineData(false, true, 0, 1)]
    [InlineData(false, false, 0, 0)]
    public void Policy_says_whether_begin_and_end_are_told(bool breach, bool end, int begins, int ends)
    {
        var tier = Policy();
        var alerts = new Followed(tier with { Condition = tier.Condition! with { TellsBreach = breach, TellsEnd = end } });

        Assert.Equal(begins, alerts.At(0, (3m, 3m)).Length);
        Assert.True(alerts.Status.Alerts[0].Firing);
        Assert.Equal(ends, alerts.At(1, (1m, 1m)).Length);
    }

    [Fact]
    public void Policy_may_tell_that_its_window_has_no_data()
    {
        var tier = Policy();
        var alerts = new Followed(tier with { Condition = tier.Condition! with { TellsNoData = true } });

        var begin = Assert.Single(alerts.At(0, (null, null)));
        Assert.Equal((SloAlertKind.NoData, "slo|checkout|policy|fast|no-data"), (begin.Kind, begin.Fingerprint));
        Assert.NotNull(Assert.Single(alerts.At(1, (0m, 0m))).ResolvedAt);
        Assert.Empty(new Followed(Policy()).At(0, (null, null)));
    }

    [Fact]
    public void Absence_is_an_alert_of_its_own_which_waits_for_data_that_never_came()
    {
        var alerts = new Followed(PageTier) { LastData = Now, IsAbsent = true };
        var begin = Assert.Single(alerts.At(0, (null, null)));
        Assert.Equal((SloAlertKind.Absence, "ticket", "slo|checkout|absence"), (begin.Kind, begin.Severity, begin.Fingerprint));
        Assert.Equal(Now, alerts.Status.Absence.Since);
        alerts.IsAbsent = false;
        Assert.NotNull(Assert.Single(alerts.At(1, (0m, 0m))).ResolvedAt);

        var empty = new Followed(PageTier) { LastData = null, IsAbsent = true };
        Assert.Empty(empty.At(0, (null, null)));
        Assert.Empty(empty.At(9, (null, null)));
        Assert.Single(empty.At(10, (null, null)));
    }

    [Fact]
    public void Absence_is_told_while_the_source_cannot_be_read_and_every_other_alert_stays()
    {
        var alerts = new Followed(PageTier) { LastData = Now };
        Assert.Equal("page", Assert.Single(alerts.At(0, (20m, 20m))).Severity);
        Assert.Empty(alerts.At(1, (0m, 0m), isFailing: true));

        alerts.IsAbsent = true;
        var begin = Assert.Single(alerts.At(2, (0m, 0m), isFailing: true));
        Assert.Equal((SloAlertKind.Absence, Now.AddMinutes(2)), (begin.Kind, begin.Since));
        Assert.Equal(Now.AddMinutes(2), alerts.Status.Absence.Since);
        Assert.Empty(alerts.At(3, (0m, 0m), isFailing: true));

        alerts.IsAbsent = false;
        Assert.Equal([SloAlertKind.BurnRate, SloAlertKind.Absence], alerts.At(4, (0m, 0m)).Where(change => change.ResolvedAt is not null).Select(change => change.Kind));
    }

    [Fact]
    public void Alert_that_is_no_longer_asked_for_ends()
    {
        var alerts = new Followed(PageTier);
        alerts.At(0, (20m, 20m));
        alerts.Slo = alerts.Slo with { Alerts = [TicketTier] };
        Assert.Equal(("page", Now.AddMinutes(1)), Assert.Single(alerts.At(1, (0m, 0m)).Select(change => (change.Severity, change.ResolvedAt!.Value))));
    }

    [Fact]
    public void Two_alerts_that_are_the_same_are_told_as_one()
    {
        var alerts = new Followed(PageTier, PageTier);
        Assert.Single(alerts.At(0, (20m, 20m), (20m, 20m)));
        Assert.Single(alerts.At(1, (0m, 0m), (0m, 0m)));
    }

    [Fact]
    public void Changes_that_nobody_could_be_told_of_are_bounded_and_the_dropped_ones_counted()
    {
        var alerts = new Followed(PageTier) { IsTold = false };
        for (var minute = 0; minute < 40; minute++)
            alerts.At(minute, minute % 2 == 0 ? (20m, 20m) : (0m, 0m));

        Assert.Equal((SloAlertBook.MostUntold, 40L - SloAlertBook.MostUntold), (alerts.Book.Untold.Count, alerts.Book.Dropped));
        Assert.NotNull(alerts.Book.Untold[^1].ResolvedAt);
    }

    [Fact]
    public void The_same_look_twice_gives_the_same_changes()
    {
        var (first, second) = (new Followed(PageTier, TicketTier), new Followed(PageTier, TicketTier));
        for (var minute = 0; minute < 60; minute++)
        {
            var rate = minute * 7 % 30;
            Assert.Equal(first.At(minute, (rate, rate), (rate, rate)), second.At(minute, (rate, rate), (rate, rate)));
        }
    }

    private static BurnRateTier Policy(TimeSpan after = default) =>
        BurnRateTier.Of("critical", Hour, 2m, new BurnRateCondition("fast", BurnRateComparison.Gt, after));

    /// <summary>An objective whose alerts are followed, with rates that a test gives.</summary>
    private sealed class Followed(params BurnRateTier[] tiers)
    {
        public ServiceLevelObjective Slo { get; set; } = Objective() with { Alerts = tiers };

        public SloAlertBook Book { get; private set; } = SloAlertBook.Empty;

        public SloStatus Status { get; private set; } = SloBuilders.Evaluate(Objective());

        public DateTimeOffset? LastData { get; init; } = Now;

        public bool IsAbsent { get; set; }

        public bool IsTold { get; init; } = true;

        public SloAlertChange[] At(int minute, params (decimal? Long, decimal? Short)[] rates) => At(minute, rates, false);

        public SloAlertChange[] At(int minute, (decimal? Long, decimal? Short) rate, bool isFailing) => At(minute, [rate], isFailing);

        private SloAlertChange[] At(int minute, (decimal? Long, decimal? Short)[] rates, bool isFailing)
        {
            var now = Now.AddMinutes(minute);
            var evaluated = SloBuilders.EvaluateAt(now, Slo, []);
            var known = Book.Untold.Count;
            (Status, Book) = SloAlertTracking.Next(
                Slo,
                evaluated with
                {
                    Alerts = [.. evaluated.Alerts.Zip(rates, (alert, rate) => alert with { LongRate = rate.Long, ShortRate = rate.Short, NoData = rate.Long is null })],
                    Absence = new SloAbsence(10 * Minute, LastData, IsAbsent),
                    FailingSince = isFailing ? now : null,
                },
                Book,
                now);
            var changes = Book.Untold.Skip(IsTold ? 0 : known).ToArray();
            if (IsTold)
                Book = Book.Without(changes.Select(change => change.Id).ToHashSet(StringComparer.Ordinal));
            return changes;
        }
    }
}
