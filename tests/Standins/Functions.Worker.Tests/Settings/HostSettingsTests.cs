using Microsoft.Azure.Functions.Worker.Standalone;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.Worker.Tests.Settings;

public sealed class HostSettingsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("functions").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Local_settings_yield_to_the_environment_and_that_to_the_command_line()
    {
        string suffix = Guid.NewGuid().ToString("N");
        Write("local.settings.json", $$"""
            {
              // Comments are allowed, as people write them.
              "IsEncrypted": false,
              "Values": { "FILE_{{suffix}}": "file", "ENV_{{suffix}}": "file", "ARG_{{suffix}}": "file", "Section__Key": "nested", "Number": 5, "Flag": true, },
            }
            """);
        Environment.SetEnvironmentVariable($"ENV_{suffix}", "environment");
        Environment.SetEnvironmentVariable($"ARG_{suffix}", "environment");
        IConfiguration configuration = Configure("--ARG_" + suffix, "argument");
        Assert.Equal(
            ["file", "environment", "argument", "nested", "5", "True"],
            new[] { $"FILE_{suffix}", $"ENV_{suffix}", $"ARG_{suffix}", "Section:Key", "Number", "Flag" }.Select(key => configuration[key]));
    }

    [Fact]
    public void Host_json_can_be_overridden_setting_by_setting()
    {
        Write("host.json", """{ "version": "2.0", "functionTimeout": "00:01:00", "functions": ["A"], "logging": { "logLevel": { "default": "Error" } } }""");
        IConfiguration configuration = Configure("--AzureFunctionsJobHost:functionTimeout", "00:02:00");
        Assert.Equal("00:02:00", configuration["AzureFunctionsJobHost:functionTimeout"]);
        Assert.Equal("A", configuration["AzureFunctionsJobHost:functions:0"]);
        Assert.Equal("Error", configuration["Logging:LogLevel:Default"]);
    }

    [Theory]
    [InlineData("host.json", "{\n  \"version\": oops\n}", "host.json(2):")]
    [InlineData("host.json", "[]", "a JSON object is expected")]
    [InlineData("local.settings.json", "{\"Values\": []}", "Values must be an object")]
    [InlineData("local.settings.json", "{\"Values\": {\"A\": {}}}", "Values.A must be a string")]
    public async Task A_settings_file_that_is_malformed_is_named(string file, string content, string error)
    {
        Write(file, content);
        (IHost host, _) = TestApp.Build(["--contentRoot", _root], _ => { });
        using (host)
        {
            FunctionsStartupException fault = await Assert.ThrowsAsync<FunctionsStartupException>(() => host.StartAsync());
            Assert.Contains(error, Assert.Single(fault.Errors), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Settings_of_host_json_that_nothing_acts_on_are_named_in_one_warning()
    {
        Write("host.json", """
            {
              "version": "2.0", "functionTimeout": "00:05:00", "functions": [], "logging": { "logLevel": { "default": "Warning" }, "applicationInsights": { "enabled": true } },
              "extensions": { "http": { "routePrefix": "api", "maxConcurrentRequests": 100 } }, "watchDirectories": ["a", "b"]
            }
            """);
        (IHost host, LogLines log) = TestApp.Build(["--contentRoot", _root], _ => { });
        using (host)
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        LogLine warning = Assert.Single(log.All, line => line.Level == LogLevel.Warning);
        Assert.EndsWith(
            ": extensions.http.maxConcurrentRequests, logging.applicationInsights.enabled, watchDirectories.0, watchDirectories.1",
            warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7071")]
    [InlineData("http://127.0.0.1:8080", "--port", "8080")]
    [InlineData("http://*:90", "--port", "8080", "--urls", "http://*:90")]
    [InlineData("http://*:91", "--ASPNETCORE_URLS", "http://*:91")]
    [InlineData("http://127.0.0.1:8080", "--ASPNETCORE_URLS", "http://*:91", "--port", "8080")]
    [InlineData(null, "--http_ports", "8080")]
    public void The_host_listens_on_loopback_unless_told_otherwise(string? urls, params string[] args)
    {
        StartupErrors errors = new();
        Assert.Equal(urls, ListenAddress.Choose(args, new ConfigurationBuilder().AddCommandLine(args).Build(), errors));
        Assert.Empty(errors.All);
    }

    [Fact]
    public async Task Functions_can_be_chosen_and_switched_off()
    {
        await using TestApp app = await TestApp.StartAsync(
            builder => builder.Configuration.AddInMemoryCollection([
                new("AzureFunctionsJobHost:functions:0", "open"),
                new("AzureFunctionsJobHost:functions:1", "Keyed"),
                new("AzureWebJobs.Keyed.Disabled", "true")]),
            typeof(Http.KeyFunctions));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await app.GetAsync("/api/Open")).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await app.GetAsync("/api/Keyed")).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await app.GetAsync("/api/Guarded")).Status);
    }

    private IConfiguration Configure(params string[] args)
    {
        IConfiguration? configuration = null;
        (IHost host, _) = TestApp.Build(["--contentRoot", _root, .. args], builder => configuration = builder.Configuration);
        host.Dispose();
        return configuration!;
    }

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(_root, file), content);
}
