using System.Globalization;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>The suite's own metrics, as a scraper sees them.</summary>
internal sealed class SuiteMetrics
{
    private readonly Dictionary<string, double> _values = [];

    /// <summary>Gets a value by its full name with labels; 0 when it is not told.</summary>
    public double this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Scrapes a suite.</summary>
    public static async Task<SuiteMetrics> OfAsync(SuiteProcess suite)
    {
        var metrics = new SuiteMetrics();
        var text = await suite.Client.GetStringAsync(new Uri("api/metrics", UriKind.Relative));
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var space = line.LastIndexOf(' ');
            metrics._values[line[..space]] = double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture);
        }

        return metrics;
    }

    /// <summary>Gets the sum of all series of a family whose labels contain a text.</summary>
    public double Sum(string family, string label = "") =>
        _values.Where(pair => pair.Key.StartsWith(family, StringComparison.Ordinal) && pair.Key.Contains(label, StringComparison.Ordinal)).Sum(pair => pair.Value);

    /// <summary>Gets all series whose names start with a text, by name.</summary>
    public IEnumerable<KeyValuePair<string, double>> All(string start) =>
        _values.Where(pair => pair.Key.StartsWith(start, StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Gets how many runs of a timer ended.</summary>
    public double Runs(string timer, string outcome = "") =>
        _values.Where(pair => pair.Key.StartsWith("functions_invocations_total", StringComparison.Ordinal)
            && pair.Key.Contains($"\"{timer}\"", StringComparison.Ordinal) && pair.Key.Contains(outcome, StringComparison.Ordinal)).Sum(pair => pair.Value);

    /// <summary>Waits until a rollup that started after now has counted all there was.</summary>
    public static async Task CatchUpAsync(SuiteProcess suite, TimeSpan limit)
    {
        const string Rollup = "RollUpBeacons";
        // Two: the first to end may have started before.
        var enough = (await OfAsync(suite)).Runs(Rollup, "succeeded") + 2;
        await Eventually.AsksAsync(
            async () =>
            {
                await suite.RunTimerAsync(Rollup);
                return (await OfAsync(suite)).Runs(Rollup, "succeeded");
            },
            runs => runs >= enough,
            limit,
            () => suite.Log);
    }
}
