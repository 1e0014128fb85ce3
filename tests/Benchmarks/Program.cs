using System.Globalization;
using Reliability.Benchmarks;

var benchmarks = new Dictionary<string, Func<Task<IEnumerable<Result>>>>
{
    ["sketch.insert"] = SketchInsert.RunAsync,
    ["rum.parse"] = RumParse.RunAsync,
};
var chosen = args.Length == 0 ? benchmarks.Keys.ToArray() : args;
if (chosen.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"No benchmark is called '{unknown}'. There are: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

foreach (var name in chosen)
{
    foreach (var result in await benchmarks[name]())
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Name} {result.Value:0.###} {result.Unit}"));
}

return 0;
