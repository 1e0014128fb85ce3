using Reliability.Core.Slo;
using Reliability.Core.Slo.Maintenance;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Integrations.Tests.Configuration;

public sealed class MaintenanceFileTests
{
    private const string Sound = """
        windows:
          - name: weekly-restart
            effect: exclude
            reason: Restart of the database
            services: [storefront]
            slos: [shop-lcp]
            timeZone: Europe/Berlin
            days: [sat, sun]
            start: "02:30"
            duration: 90m
            fromDate: 2026-01-01
            untilDate: 2026-12-31
          - { name: move, effect: good, all: true, from: 2026-10-01T20:00:00Z, to: 2026-10-02T04:00:00+02:00 }
        """;

    [Fact]
    public void Windows_are_read()
    {
        var errors = new ConfigurationErrors("slos/maintenance.yaml", _ => null);
        var windows = MaintenanceFile.Read(Sound, errors, _ => true);

        Assert.Empty(errors.Items);
        Assert.Equal(("weekly-restart", CorrectionEffect.Exclude, "Restart of the database"), (windows[0].Name, windows[0].Effect, windows[0].Reason));
        var recurring = Assert.IsType<RecurringMaintenance>(windows[0].Schedule);
        Assert.Equal(("Europe/Berlin", new TimeOnly(2, 30), TimeSpan.FromMinutes(90)), (recurring.Zone.Id, recurring.Start, recurring.Duration));
        Assert.Equal([DayOfWeek.Saturday, DayOfWeek.Sunday], recurring.Days);
        Assert.Equal((new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), (recurring.FirstDate!.Value, recurring.LastDate!.Value));
        Assert.True(windows[1].IsForAll);
        Assert.Equal(new DateTimeOffset(2026, 10, 2, 2, 0, 0, TimeSpan.Zero), Assert.IsType<OneOffMaintenance>(windows[1].Schedule).Period.End);
    }

    [Fact]
    public void Window_that_is_written_down_reads_as_the_same_again()
    {
        var windows = MaintenanceFile.Read(Sound, new ConfigurationErrors("", _ => null));
        foreach (var window in windows)
        {
            var text = CalendarText.Write(window);
            Assert.Equal(text, CalendarText.Write(CalendarText.Read(text)));
            Assert.Equal(
                window.Between(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)),
                CalendarText.Read(text).Between(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)));
        }
    }

    [Theory]
    [InlineData("name: a, effect: skip, all: true, from: 2026-10-01T20:00:00Z, to: 2026-10-01T21:00:00Z", "windows[0].effect")]
    [InlineData("name: a, effect: good, from: 2026-10-01T20:00:00Z, to: 2026-10-01T21:00:00Z", "windows[0].slos")]
    [InlineData("name: a, effect: good, all: true, from: 2026-10-01T20:00:00Z", "windows[0].to")]
    [InlineData("name: a, effect: good, all: true, from: 2026-10-01T20:00:00Z, to: 2026-10-01T20:00:00Z", "windows[0].to")]
    [InlineData("name: a, effect: good, all: true, from: 2026-10-01T20:00:00Z, to: 2026-11-01T20:00:01Z", "windows[0].to")]
    [InlineData("name: a, effect: good, all: true, from: 2026-10-01T20:00:00Z, to: 2026-10-01T21:00:00Z, days: [sat]", "windows[0].days")]
    [InlineData("name: a, effect: good, all: true, timeZone: Mars/Base, days: [sat], start: '02:00', duration: 1h", "windows[0].timeZone")]
    [InlineData("name: a, effect: good, all: true, timeZone: UTC, days: [saturday], start: '02:00', duration: 1h", "windows[0].days[0]")]
    [InlineData("name: a, effect: good, all: true, timeZone: UTC, days: [], start: '02:00', duration: 1h", "windows[0].days")]
    [InlineData("name: a, effect: good, all: true, timeZone: UTC, days: [sat], start: '25:00', duration: 1h", "windows[0].start")]
    [InlineData("name: a, effect: good, all: true, timeZone: UTC, days: [sat], start: '02:00', duration: 59s", "windows[0].duration")]
    [InlineData("name: a, effect: good, all: true, timeZone: UTC, days: [sat], start: '02:00', duration: 8d", "windows[0].duration")]
    [InlineData("name: a, effect: good, all: true, timeZone: UTC, days: [sat], start: '02:00', duration: 1h, fromDate: 2026-02-30", "windows[0].fromDate")]
    [InlineData("name: a, effect: good, all: true, timeZone: UTC, days: [sat], start: '02:00', duration: 1h, fromDate: 2026-02-02, untilDate: 2026-02-01", "windows[0].untilDate")]
    [InlineData("name: a, effect: good, all: true, zone: UTC, from: 2026-10-01T20:00:00Z, to: 2026-10-01T21:00:00Z", "windows[0].zone")]
    public void Wrong_window_is_left_out_with_its_error(string window, string path)
    {
        var errors = new ConfigurationErrors("slos/maintenance.yaml", _ => null);
        Assert.Empty(MaintenanceFile.Read($"windows: [{{ {window} }}]", errors));
        Assert.Equal(path, Assert.Single(errors.Items).Path);
    }

    [Fact]
    public void Unknown_objective_is_an_error_that_leaves_the_window_to_the_others()
    {
        var errors = new ConfigurationErrors("slos/maintenance.yaml", _ => null);
        var windows = MaintenanceFile.Read(Sound, errors, _ => false);

        Assert.Equal(2, windows.Count);
        Assert.Equal("windows[0].slos[0]", Assert.Single(errors.Items).Path);
    }

    [Fact]
    public void Windows_have_different_names_and_a_bound()
    {
        static string Window(int index) => $$"""  - { name: w{{index}}, effect: good, all: true, from: 2026-10-01T20:00:00Z, to: 2026-10-01T21:00:00Z }""";
        var errors = new ConfigurationErrors("slos/maintenance.yaml", _ => null);
        Assert.Single(MaintenanceFile.Read($"windows:\n{Window(1)}\n{Window(1)}", errors));
        Assert.Equal("windows[1].name", Assert.Single(errors.Items).Path);

        var many = "windows:\n" + string.Join('\n', Enumerable.Range(0, MaintenanceFile.MaxWindows + 1).Select(Window));
        Assert.Equal(MaintenanceFile.MaxWindows, MaintenanceFile.Read(many, new ConfigurationErrors("", _ => null)).Count);
    }
}
