using System.Globalization;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>A beacon that can be told from all others in the stored cells: its combination of cell and bin is used once.</summary>
internal readonly record struct Beacon(VitalMetric Metric, string Page, DeviceKind Device, int Bin)
{
    /// <summary>How many there are.</summary>
    public const int Count = 4 * Pages * 3 * Bins;

    /// <summary>The metrics measured; the bins lie on both sides of all their thresholds.</summary>
    public static readonly VitalMetric[] Metrics = [VitalMetric.LCP, VitalMetric.INP, VitalMetric.FCP, VitalMetric.TTFB];

    // Bins 700 to 999 are values from 64 to 24,000. With 300 of them in use a sketch keeps its finest bins.
    private const int FirstBin = 700;
    private const int Bins = 300;
    private const int Pages = 50;

    // Has no factor in common with Count: neighbours lie in different cells.
    private const long Stride = 7_919;

    private static readonly DeviceKind[] Devices = [DeviceKind.Mobile, DeviceKind.Tablet, DeviceKind.Desktop];

    public double Value => LogBins.Representative(Bin);

    /// <summary>Gets the beacon as a page sends it, with an id of its own.</summary>
    public string Json => JsonWith(string.Create(CultureInfo.InvariantCulture, $"v6-{Metric}{Page}-{Device}-{Bin}"));

    /// <summary>Gets the beacon as a page sends it.</summary>
    /// <param name="id">The metric id.</param>
    public string JsonWith(string id) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"name":"{{Metric}}","value":{{Value}},"id":"{{id}}","page":"{{Page}}","device":"{{Device.Name()}}"}""");

    /// <summary>Makes a beacon.</summary>
    /// <param name="number">From 0 to <see cref="Count"/> - 1, each a different one.</param>
    public static Beacon Of(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
        var rest = (int)(number * Stride % Count);
        (rest, var bin) = Math.DivRem(rest, Bins);
        (rest, var page) = Math.DivRem(rest, Pages);
        (rest, var device) = Math.DivRem(rest, Devices.Length);
        return new Beacon(Metrics[rest], PageName(page), Devices[device], FirstBin + bin);
    }

    private static string PageName(int page) => string.Create(CultureInfo.InvariantCulture, $"/page-{page}");
}
