using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Worker.Tests.Timers;

public sealed class EveryFiveMinutes(FleetMember member)
{
    [Function("Tick")]
    public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => member.RunAsync(timer, cancellationToken);

    [Function("NotATimer")]
    public static IResult Other([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.NoContent();
}

public sealed class EveryTenSeconds(FleetMember member)
{
    [Function("Tick")]
    public Task Run([TimerTrigger("00:00:10")] TimerInfo timer, CancellationToken cancellationToken) => member.RunAsync(timer, cancellationToken);
}

public sealed class Unmonitored(FleetMember member)
{
    [Function("Tick")]
    public Task Run([TimerTrigger("%Every%", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => member.RunAsync(timer, cancellationToken);
}

public sealed class AlsoAtStart(FleetMember member)
{
    [Function("Tick")]
    public Task Run([TimerTrigger("0 */5 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken) =>
        member.RunAsync(timer, cancellationToken);
}
