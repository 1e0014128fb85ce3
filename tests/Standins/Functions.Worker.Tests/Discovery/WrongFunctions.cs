using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Worker.Tests.Discovery;

#pragma warning disable xUnit1013 // these are functions, not tests
public static class WrongFunctions
{
    [Function("TwoTriggers")]
    public static void TwoTriggers([TimerTrigger("0 * * * * *")] TimerInfo one, [TimerTrigger("0 * * * * *")] TimerInfo two)
    {
    }

    [Function("NoTrigger")]
    public static void NoTrigger(FunctionContext context)
    {
    }

    [Function("1st")]
    public static void BadName([TimerTrigger("0 * * * * *")] TimerInfo timer)
    {
    }

    [Function("Hidden")]
    internal static void Hidden([TimerTrigger("0 * * * * *")] TimerInfo timer)
    {
    }

    [Function("Generic")]
    public static void Generic<T>([TimerTrigger("0 * * * * *")] TimerInfo timer)
    {
    }

    [Function("SameName")]
    public static IResult FirstName([HttpTrigger("get", Route = "first")] HttpRequest request) => Results.NoContent();

    [Function("samename")]
    public static IResult SameName([HttpTrigger("get", Route = "second")] HttpRequest request) => Results.NoContent();

    [Function("BadRoute")]
    public static IResult BadRoute([HttpTrigger("get", Route = "{id")] HttpRequest request) => Results.NoContent();

    [Function("BadConstraint")]
    public static IResult BadConstraint([HttpTrigger("get", Route = "constrained/{id:nope}")] HttpRequest request) => Results.NoContent();

    [Function("MissingInRoute")]
    public static IResult MissingInRoute([HttpTrigger("get", Route = "%No:Such%/x")] HttpRequest request) => Results.NoContent();

    [Function("BadParameter")]
    public static IResult BadParameter([HttpTrigger("get")] HttpRequest request, IServiceProvider service) => Results.NoContent();

    [Function("BadTrigger")]
    public static IResult BadTrigger([HttpTrigger("get")] string body) => Results.NoContent();

    [Function("BadRouteValue")]
    public static IResult BadRouteValue([HttpTrigger("get", Route = "uri/{id}")] HttpRequest request, Uri id) => Results.NoContent();

    [Function("OptionalNumber")]
    public static IResult OptionalNumber([HttpTrigger("get", Route = "number/{id?}")] HttpRequest request, int id) => Results.NoContent();

    [Function("BadResult")]
    public static Task<string> BadResult([HttpTrigger("get")] HttpRequest request) => Task.FromResult("");

    [Function("Clash")]
    public static IResult Clashes([HttpTrigger("get", "post", Route = "clash/{a}")] HttpRequest request) => Results.NoContent();

    [Function("Clash2")]
    public static IResult Clash([HttpTrigger("post", Route = "clash/{b}")] HttpRequest request) => Results.NoContent();

    [Function("BadSchedule")]
    public static void BadSchedule([TimerTrigger("* * *")] TimerInfo timer)
    {
    }

    [Function("NeverDue")]
    public static void NeverDue([TimerTrigger("0 0 0 30 2 *")] TimerInfo timer)
    {
    }

    [Function("TooShort")]
    public static void TooShort([TimerTrigger("00:00:00.5")] TimerInfo timer)
    {
    }

    [Function("MissingInSchedule")]
    public static void MissingInSchedule([TimerTrigger("%NoSchedule%")] TimerInfo timer)
    {
    }

    [Function("TimerResult")]
    public static Task<string> TimerResult([TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.FromResult("");
}
