using Reliability.Core.Slo;
using Reliability.Core.Slo.Maintenance;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo.Maintenance;

public sealed class CorrectionBookTests
{
    private static readonly DateTimeOffset Asked = Now.AddHours(-10);

    [Fact]
    public void Correction_counts_from_when_it_was_asked_for_until_it_was_taken_back()
    {
        var book = Book(Entry("one", Asked) with { Revoked = new CorrectionAudit(Now.AddHours(-5), null, null) });

        Assert.Empty(KnownAt(book, Asked.AddTicks(-1)));
        Assert.Single(KnownAt(book, Asked));
        Assert.Single(KnownAt(book, Now.AddHours(-5).AddTicks(-1)));
        Assert.Empty(KnownAt(book, Now.AddHours(-5)));
    }

    [Fact]
    public void Window_counts_from_when_it_came_into_the_calendar_until_it_went()
    {
        var window = new MaintenanceWindow
        {
            Name = "restart",
            Effect = CorrectionEffect.Exclude,
            Services = ["storefront"],
            Schedule = new OneOffMaintenance(new SloPeriod(Now.AddDays(-1), Now.AddDays(-1).AddHours(1))),
        };
        var book = CorrectionBook.Empty with { Calendar = [new CalendarEntry(window, Asked, Now.AddHours(-5))] };

        Assert.Equal([0, 1, 0], new[] { Asked.AddTicks(-1), Asked, Now.AddHours(-5) }.Select(at => KnownAt(book, at).Count));
        Assert.Empty(book.For(Objective() with { Service = "payments" }, Now.AddDays(-30), Now, Asked));
    }

    [Fact]
    public void Other_objectives_and_other_times_are_not_corrected()
    {
        var book = Book(Entry("one", Asked));
        Assert.Empty(book.For(Objective(name: "other"), Now.AddDays(-30), Now, Now));
        Assert.Empty(book.For(Objective(), Now.AddHours(-19), Now, Now));
        Assert.Empty(book.For(Objective(), Now.AddDays(-30), Now.AddHours(-20), Now));
    }

    [Fact]
    public void Version_depends_on_what_corrections_say_and_not_on_their_order()
    {
        var (one, other) = (new SloCorrection(Asked, Now, CorrectionEffect.Good), new SloCorrection(Asked, Now, CorrectionEffect.Exclude));

        Assert.Equal("none", CorrectionBook.VersionOf([]));
        Assert.Equal(CorrectionBook.VersionOf([one, other]), CorrectionBook.VersionOf([other, one, one]));
        Assert.Equal(3, new[] { CorrectionBook.VersionOf([one]), CorrectionBook.VersionOf([other]), CorrectionBook.VersionOf([one, other]) }.Distinct().Count());
        Assert.Matches("^c[0-9a-f]{16}$", CorrectionBook.VersionOf([one]));
    }

    private static IReadOnlyList<SloCorrection> KnownAt(CorrectionBook book, DateTimeOffset instant) => book.For(Objective(), Now.AddDays(-30), Now, instant);

    private static CorrectionEntry Entry(string id, DateTimeOffset asked) => new(
        id, Now.AddHours(-20), Now.AddHours(-19), CorrectionEffect.Exclude, "restart", new CorrectionAudit(asked, "ann", null), null);

    private static CorrectionBook Book(params CorrectionEntry[] entries) =>
        CorrectionBook.Empty with { Entries = new Dictionary<string, IReadOnlyList<CorrectionEntry>> { ["checkout"] = entries } };
}
