using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;
using Reliability.Functions.Http;

namespace Reliability.Functions.Rum.Signals;

/// <summary>Reads the query strings of questions about sessions, errors, funnels and business.</summary>
internal static class SignalsParameters
{
    private const int DefaultDays = 1;
    private const int MaxDays = 93;

    private static readonly string[] Bots = ["include", "exclude", "only"];

    /// <summary>Reads what all of them share; what is wrong is told by <see cref="QueryReader.Errors"/>.</summary>
    public static SignalsQuery Read(QueryReader query, DateTimeOffset now)
    {
        var (from, to) = query.Range(now, TimeSpan.FromDays(DefaultDays), MaxDays);
        return new SignalsQuery(from, to)
        {
            Bots = ReadBots(query),
            Top = query.Number("top", Listing.DefaultTop, 1, SignalsQuery.MaxTop),
            After = ReadContinuation(query),
        };
    }

    /// <summary>Reads which sessions are asked for.</summary>
    public static SessionsQuery ReadSessions(QueryReader query, DateTimeOffset now) => new(Read(query, now))
    {
        Page = query.Text("page"),
        Device = ReadDevice(query),
        MinErrors = query.Number("minErrors", 0, 0, int.MaxValue),
        MaxScore = query.Text("maxScore") is null ? null : query.Number("maxScore", 100, 0, 100),
    };

    private static BotSelection ReadBots(QueryReader query)
    {
        var chosen = Array.IndexOf(Bots, query.Text("bots") ?? Bots[0]);
        if (chosen >= 0) return (BotSelection)chosen;
        query.Reject("bots", $"'{query.Text("bots")}' is not one of {string.Join(", ", Bots)}.");
        return BotSelection.Include;
    }

    private static DeviceKind? ReadDevice(QueryReader query)
    {
        if (query.Text("device") is not { } name) return null;
        var device = DimensionNames.ParseDevice(name);
        if (device == DeviceKind.Unknown && name != DeviceKind.Unknown.Name()) query.Reject("device", $"'{name}' is not one of {string.Join(", ", Enum.GetValues<DeviceKind>().Select(DimensionNames.Name))}.");
        return device;
    }

    private static ListPosition? ReadContinuation(QueryReader query)
    {
        if (query.Text("continuation") is not { } text) return null;
        if (ListPosition.Parse(text) is { } position) return position;
        query.Reject("continuation", "This continuation was not made by the suite.");
        return null;
    }
}
