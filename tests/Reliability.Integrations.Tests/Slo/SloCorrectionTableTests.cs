using Azure;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Maintenance;
using Reliability.Integrations.Slo;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Slo;

public sealed class SloCorrectionTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly InMemoryTables _tables = new();

    private SloCorrectionTable Table => new(_tables);

    [Fact]
    public async Task Correction_and_its_revocation_stay_on_record()
    {
        await CreateAsync();
        await Table.AddAsync("web", Entry("a"), default);
        var revoked = await Table.RevokeAsync("web", "a", new CorrectionAudit(Now.AddHours(1), "bob", "key-1"), default);
        var again = await Table.RevokeAsync("web", "a", new CorrectionAudit(Now.AddHours(2), "eve", "key-2"), default);

        Assert.Equal(Entry("a") with { Revoked = new CorrectionAudit(Now.AddHours(1), "bob", "key-1") }, revoked);
        Assert.Equal(revoked, again);
        Assert.Equal([revoked!], await Table.ReadAsync("web", default));
        Assert.Null(await Table.RevokeAsync("web", "b", new CorrectionAudit(Now, null, null), default));
    }

    [Fact]
    public async Task What_is_stored_under_an_id_stays_what_it_is()
    {
        await CreateAsync();
        await Table.AddAsync("web", Entry("a"), default);
        Assert.Equal("restart", (await Table.AddAsync("web", Entry("a") with { Reason = "other" }, default)).Reason);
        Assert.Single(await Table.ReadAsync("web", default));
    }

    [Theory]
    [InlineData(FaultKind.Before)]
    [InlineData(FaultKind.AfterAppliedNoReply)]
    [InlineData(FaultKind.AfterAppliedGivenUp)]
    [InlineData(FaultKind.AfterAppliedRetried)]
    [InlineData(FaultKind.CrashBefore)]
    [InlineData(FaultKind.CrashAfter)]
    public async Task Call_that_is_repeated_after_any_fault_adds_and_revokes_once(FaultKind fault)
    {
        var clean = new InMemoryTables();
        await clean.GetTableClient(SloCorrectionTable.TableName).CreateAsync();
        await AddAndRevokeAsync(clean);
        for (var operation = 2; operation <= clean.Operations; operation++)
        {
            var tables = new InMemoryTables();
            await tables.GetTableClient(SloCorrectionTable.TableName).CreateAsync();
            tables.FailAt(operation, fault);
            try
            {
                await AddAndRevokeAsync(tables);
            }
            catch (Exception exception) when (exception is RequestFailedException or AggregateException or SimulatedCrashException)
            {
                tables.Restart();
                await AddAndRevokeAsync(tables);
            }

            var entry = Assert.Single(await new SloCorrectionTable(tables).ReadAsync("web", default));
            Assert.Equal(Entry("a") with { Revoked = new CorrectionAudit(Now, "bob", null) }, entry);
        }
    }

    [Fact]
    public async Task Calendar_notes_what_comes_and_what_goes_once()
    {
        await CreateAsync();
        await Table.NoteCalendarAsync([Window("a"), Window("b")], Now, default);
        await Table.NoteCalendarAsync([Window("b"), Window("a")], Now.AddDays(1), default);
        await Table.NoteCalendarAsync([Window("b")], Now.AddDays(2), default);
        await Table.NoteCalendarAsync([Window("b"), Window("a")], Now.AddDays(3), default);

        var calendar = (await Table.ReadAllAsync(default)).Calendar.OrderBy(entry => entry.Window.Name).ThenBy(entry => entry.Added);
        Assert.Equal(
            [("a", Now, Now.AddDays(2)), ("a", Now.AddDays(3), null), ("b", Now, (DateTimeOffset?)null)],
            calendar.Select(entry => (entry.Window.Name, entry.Added, entry.Withdrawn)));
    }

    [Fact]
    public async Task What_ended_long_ago_is_deleted_with_its_revocation()
    {
        await CreateAsync();
        await Table.AddAsync("web", Entry("old"), default);
        await Table.RevokeAsync("web", "old", new CorrectionAudit(Now, null, null), default);
        await Table.AddAsync("web", Entry("new") with { To = Now.AddDays(9) }, default);
        await Table.NoteCalendarAsync([Window("gone"), Window("there")], Now.AddDays(-9), default);
        await Table.NoteCalendarAsync([Window("there")], Now.AddDays(-8), default);

        Assert.Equal(3, await Table.DeleteBeforeAsync(Now, 100, default));

        var book = await Table.ReadAllAsync(default);
        Assert.Equal("new", Assert.Single(book.Entries["web"]).Id);
        Assert.Equal("there", Assert.Single(book.Calendar).Window.Name);
    }

    private static async Task AddAndRevokeAsync(InMemoryTables tables)
    {
        var table = new SloCorrectionTable(tables);
        await table.AddAsync("web", Entry("a"), default);
        await table.RevokeAsync("web", "a", new CorrectionAudit(Now, "bob", null), default);
    }

    private static CorrectionEntry Entry(string id) => new(
        id, Now.AddHours(-3), Now.AddHours(-2), CorrectionEffect.Exclude, "restart", new CorrectionAudit(Now.AddHours(-1), "ann", "key-1"), null);

    private static MaintenanceWindow Window(string name) => new()
    {
        Name = name,
        Effect = CorrectionEffect.Good,
        IsForAll = true,
        Schedule = new OneOffMaintenance(new SloPeriod(Now, Now.AddHours(1))),
    };

    private async Task CreateAsync() => await _tables.GetTableClient(SloCorrectionTable.TableName).CreateAsync();
}
