namespace Reliability.Core.Slo;

/// <summary>Turns what a clock on the wall shows into instants.</summary>
internal static class WallClock
{
    private static readonly long LastTicks = DateTime.MaxValue.Ticks;

    /// <summary>Returns when a clock shows a time: an hour that it leaves out comes as much later, of an hour that it shows twice the first counts.</summary>
    public static DateTimeOffset ToInstant(DateTime wall, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local.AddDays(-1))).ToUniversalTime();
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(Math.Clamp(local.Ticks - offset.Ticks, 0, LastTicks), TimeSpan.Zero);
    }
}
