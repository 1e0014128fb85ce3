using System.Text.Json;
using Azure.Core;
using Azure.Monitor.Query.Models;
using Reliability.Simulators.AzureMonitor;

namespace Azure.Monitor.Query.Tests;

public sealed class LogsQueryTests : SimulatorTest
{
    private static readonly SimulatedTable OneRow = new([("n", "long")], [[41L]]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Workspace_answers_with_a_table(bool isAsync)
    {
        Simulator.Logs = _ => new LogsReply(OneRow);

        var reply = isAsync
            ? await Logs().QueryWorkspaceAsync(WorkspaceId, "T | summarize n=count()", TimeSpan.FromHours(1))
            : Logs().QueryWorkspace(WorkspaceId, "T | summarize n=count()", TimeSpan.FromHours(1));

        Assert.Equal(200, reply.GetRawResponse().Status);
        Assert.Equal(LogsQueryResultStatus.Success, reply.Value.Status);
        Assert.Null(reply.Value.Error);
        Assert.Equal(41L, reply.Value.Table.Rows[0].GetInt64("n"));
        var call = Assert.Single(Simulator.LogsCalls);
        Assert.Equal((WorkspaceId, "T | summarize n=count()"), (call.Target, call.Query));
        Assert.Equal(new TimeInterval(null, null, TimeSpan.FromHours(1)), call.Time);
        Assert.Empty(call.Preferences);
        Assert.Equal(["https://api.loganalytics.io//.default"], Credential.Scopes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Resource_is_queried_by_its_id(bool isAsync)
    {
        Simulator.Logs = _ => new LogsReply(OneRow);
        var id = new ResourceIdentifier(ResourceId);

        var reply = isAsync
            ? await Logs().QueryResourceAsync(id, "AppRequests", QueryTimeRange.All)
            : Logs().QueryResource(id, "AppRequests", QueryTimeRange.All);

        Assert.Single(reply.Value.Table.Rows);
        Assert.Equal(ResourceId.TrimStart('/'), Assert.Single(Simulator.LogsCalls).Target);
    }

    [Fact]
    public async Task All_time_is_not_sent()
    {
        await Logs().QueryWorkspaceAsync(WorkspaceId, "T", QueryTimeRange.All);

        Assert.Null(Assert.Single(Simulator.LogsCalls).Time);
    }

    [Fact]
    public async Task Options_are_sent_as_preferences_and_workspaces()
    {
        var options = new LogsQueryOptions { ServerTimeout = TimeSpan.FromSeconds(90.7), IncludeStatistics = true, IncludeVisualization = true };
        options.AdditionalWorkspaces.Add("other");

        var reply = await Logs().QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1), options);

        var call = Assert.Single(Simulator.LogsCalls);
        Assert.Equal(["wait=90", "include-statistics=true", "include-render=true"], call.Preferences);
        Assert.Equal(["other"], call.Workspaces);
        Assert.Equal(0.0156, JsonDocument.Parse(reply.Value.GetStatistics()!).RootElement.GetProperty("query").GetProperty("executionTime").GetDouble());
        Assert.Equal("table", JsonDocument.Parse(reply.Value.GetVisualization()!).RootElement.GetProperty("visualization").GetString());
    }

    [Fact]
    public async Task Statistics_are_null_when_not_asked_for()
    {
        var reply = await Logs().QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1));

        Assert.Null(reply.Value.GetStatistics());
        Assert.Null(reply.Value.GetVisualization());
    }

    [Fact]
    public async Task Partial_error_throws_with_its_code_and_status_200()
    {
        Simulator.Logs = _ => new LogsReply(OneRow) { PartialError = "too many records" };

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Logs().QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1)));

        Assert.Equal((200, "PartialError"), (failure.Status, failure.ErrorCode));
        Assert.Contains("too many records", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, Simulator.Requests);
    }

    [Fact]
    public async Task Partial_error_is_returned_with_the_rows_when_allowed()
    {
        Simulator.Logs = _ => new LogsReply(OneRow) { PartialError = "too many records" };

        var reply = await Logs().QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1), new LogsQueryOptions { AllowPartialErrors = true });

        Assert.Equal(LogsQueryResultStatus.PartialFailure, reply.Value.Status);
        Assert.Equal("PartialError", reply.Value.Error!.Code);
        Assert.Single(reply.Value.Table.Rows);
    }

    [Fact]
    public async Task Workspace_without_any_data_throws_with_status_204()
    {
        Simulator.Plan = _ => SimulatorFault.NoContent;

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Logs().QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1)));

        Assert.Equal(204, failure.Status);
    }

    [Fact]
    public async Task Empty_reply_is_no_result()
    {
        Simulator.Plan = _ => SimulatorFault.Empty;

        await Assert.ThrowsAnyAsync<JsonException>(() => Logs().QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Table_throws_when_there_are_several()
    {
        Simulator.Logs = _ => new LogsReply(OneRow, OneRow with { Name = "Second" });

        var reply = await Logs().QueryWorkspaceAsync(WorkspaceId, "T | fork ()", TimeSpan.FromHours(1));

        Assert.Equal(["PrimaryResult", "Second"], reply.Value.AllTables.Select(table => table.Name));
        Assert.Throws<InvalidOperationException>(() => reply.Value.Table);
    }

    [Fact]
    public async Task Throttled_and_failed_tries_are_repeated()
    {
        Simulator.Plan = number => number switch { 1 => SimulatorFault.Throttled(0), 2 => new SimulatorFault(504), _ => null };

        await Logs().QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1));

        Assert.Equal(3, Simulator.Requests);
        Assert.Empty(Simulator.Refusals);
    }

    [Fact]
    public async Task Refusal_carries_the_code_of_the_service_and_is_not_repeated()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Logs().QueryWorkspaceAsync("nobody", "T", TimeSpan.FromHours(1)));

        Assert.Equal((404, "WorkspaceNotFoundError"), (failure.Status, failure.ErrorCode));
        Assert.Equal(1, Simulator.Requests);
    }

    [Fact]
    public async Task Token_for_another_audience_is_refused()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Logs(new SimulatorCredential("https://management.azure.com")).QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1)));

        Assert.Equal((403, "InvalidAuthenticationTokenAudience"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task Tokens_are_asked_for_the_audience_of_the_options()
    {
        var options = Quick(new LogsQueryClientOptions { Audience = LogsQueryAudience.AzureGovernment });
        var client = new LogsQueryClient(Simulator.Endpoint, Credential, options);

        await Assert.ThrowsAsync<RequestFailedException>(() => client.QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1)));

        Assert.Equal(["https://api.loganalytics.us//.default"], Credential.Scopes);
        Assert.Equal(new Uri("https://api.loganalytics.us"), new LogsQueryClient(Credential, options).Endpoint);
        Assert.Equal(new Uri("https://api.loganalytics.io"), new LogsQueryClient(Credential).Endpoint);
    }

    [Fact]
    public async Task Tokens_do_not_go_by_plain_http() =>
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => new LogsQueryClient(Simulator.HttpEndpoint, Credential).QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1)));

    [Fact]
    public async Task Silence_ends_when_the_caller_gives_up()
    {
        using var patience = new CancellationTokenSource();
        Simulator.Plan = _ => { patience.Cancel(); return SimulatorFault.Silent; };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Logs().QueryWorkspaceAsync(WorkspaceId, "T", TimeSpan.FromHours(1), cancellationToken: patience.Token));
    }
}
