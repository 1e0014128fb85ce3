using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Standalone;
using Microsoft.Extensions.Hosting;

namespace Functions.Worker.Tests.Discovery;

public sealed class StartupErrorTests
{
    [Fact]
    public async Task All_that_is_wrong_with_an_app_is_reported_at_once_by_method()
    {
        FunctionsStartupException fault = await FailAsync(_ => { }, typeof(WrongFunctions));
        string[] expected =
        [
            "WrongFunctions.TwoTriggers: a function has exactly one trigger parameter, this one has 2.",
            "WrongFunctions.NoTrigger: a function has exactly one trigger parameter, this one has 0.",
            "WrongFunctions.BadName: the function name '1st' must be",
            "WrongFunctions.Hidden: the method of a function and its class must be public.",
            "WrongFunctions.Generic: the method of a function must not be generic",
            "WrongFunctions.SameName: the function name 'samename' is already taken by WrongFunctions.FirstName.",
            "WrongFunctions.BadRoute: the route '{id' is not valid",
            "WrongFunctions.BadConstraint: the constraint 'nope' of route parameter 'id' is not valid",
            "WrongFunctions.MissingInRoute: the route '%No:Such%/x' needs the setting 'No:Such', which does not exist.",
            "WrongFunctions.BadParameter: parameter 'service' of type IServiceProvider is not supported",
            "WrongFunctions.BadTrigger: parameter 'body' of type String is not supported: the trigger parameter must be HttpRequest.",
            "WrongFunctions.BadRouteValue: parameter 'id' of type Uri cannot be read from the route",
            "WrongFunctions.OptionalNumber: parameter 'id' is optional in the route: make it Int32? or give it a default.",
            "WrongFunctions.BadResult: the result type Task<String> is not supported",
            "WrongFunctions.Clash: the route 'api/clash/{b}' is already taken by WrongFunctions.Clashes for the same method.",
            "WrongFunctions.BadSchedule: the schedule '* * *' is not valid",
            "WrongFunctions.NeverDue: the schedule '0 0 0 30 2 *' is not valid: it is never due.",
            "WrongFunctions.TooShort: the schedule '00:00:00.5' is not valid: a time span must be at least one second.",
            "WrongFunctions.MissingInSchedule: the schedule '%NoSchedule%' needs the setting 'NoSchedule', which does not exist.",
            "WrongFunctions.TimerResult: the result type Task<String> is not supported: expected is void, Task or ValueTask.",
        ];
        Assert.All(expected, error => Assert.Contains(fault.Errors, found => found.StartsWith(error, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, fault.Errors.Count);
    }

    [Theory]
    [InlineData("AzureFunctionsJobHost:functionTimeout", "soon", "host.json: functionTimeout 'soon'")]
    [InlineData("AzureFunctionsJobHost:functionTimeout", "00:00:00", "host.json: functionTimeout '00:00:00'")]
    [InlineData("FunctionsHost:DrainTimeout", "01:00:01", "FunctionsHost: The field DrainTimeout")]
    [InlineData("FunctionsHost:MaxRequestBodyBytes", "1023", "FunctionsHost: The field MaxRequestBodyBytes")]
    [InlineData("FunctionsHost:MaxRequestBodyBytes", "many", "FunctionsHost: Failed to convert")]
    [InlineData("FunctionsHost:TimerLeaseDuration", "00:00:00.9", "FunctionsHost: The field TimerLeaseDuration")]
    [InlineData("FunctionsHost:TimerPartition", "a/b", "FunctionsHost: The field TimerPartition")]
    [InlineData("AzureWebJobsStorage", "", "AzureWebJobsStorage: timer functions need this setting")]
    [InlineData("AzureWebJobsStorage", "nonsense", "AzureWebJobsStorage: this is not a storage connection string")]
    public async Task A_setting_out_of_bounds_is_reported(string setting, string value, string error)
    {
        FunctionsStartupException fault = await FailAsync(
            builder =>
            {
                builder.Configuration["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
                builder.Configuration[setting] = value;
            },
            typeof(SoundTimer));
        Assert.StartsWith(error, Assert.Single(fault.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_that_cannot_be_created_is_reported()
    {
        FunctionsStartupException fault = await FailAsync(_ => { }, typeof(NeedsAService), typeof(HasNoConstructor));
        Assert.Equal(2, fault.Errors.Count);
        Assert.Contains("NeedsAService.Run: the constructor needs Lazy<String>, which is not registered as a service.", fault.Errors);
        Assert.Contains(fault.Errors, error => error.StartsWith("HasNoConstructor.Run: the class cannot be created:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Http_functions_need_the_web_application()
    {
        FunctionsStartupException fault = await FailAsync(builder => builder.ServesHttp = false, typeof(SoundHttp));
        Assert.Contains("ConfigureFunctionsWebApplication", Assert.Single(fault.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line()
    {
        await using TestApp first = await TestApp.StartAsync(typeof(SoundHttp));
        (IHost second, _) = TestApp.Build(["--port", $"{first.Http.BaseAddress!.Port}"], _ => { }, typeof(SoundHttp));
        using (second)
        {
            FunctionsStartupException fault = await Assert.ThrowsAsync<FunctionsStartupException>(() => second.StartAsync());
            Assert.Equal(
                $"Cannot listen: Failed to bind to address http://127.0.0.1:{first.Http.BaseAddress.Port}: address already in use. Choose another port with --port.",
                Assert.Single(fault.Errors));
        }
    }

    [Theory]
    [InlineData("65536")]
    [InlineData("http")]
    public async Task A_port_that_is_none_is_reported(string port)
    {
        (IHost host, _) = TestApp.Build(["--port", port], _ => { }, typeof(SoundHttp));
        using (host)
        {
            FunctionsStartupException fault = await Assert.ThrowsAsync<FunctionsStartupException>(() => host.StartAsync());
            Assert.StartsWith($"--port: '{port}' is not a port", Assert.Single(fault.Errors), StringComparison.Ordinal);
        }
    }

    private static async Task<FunctionsStartupException> FailAsync(Action<FunctionsApplicationBuilder> configure, params Type[] functions)
    {
        (IHost host, _) = TestApp.Build([], configure, functions);
        using (host)
            return await Assert.ThrowsAsync<FunctionsStartupException>(() => host.StartAsync());
    }

    public static class SoundTimer
    {
        [Function("Sound")]
        public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }
    }

    public sealed class NeedsAService(Lazy<string> text)
    {
        [Function("NeedsAService")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text(text.Value);
    }

    public sealed class HasNoConstructor
    {
        private HasNoConstructor()
        {
        }

        [Function("HasNoConstructor")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.NoContent();
    }

    public static class SoundHttp
    {
        [Function("SoundHttp")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.NoContent();
    }
}
