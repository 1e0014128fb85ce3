using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Reliability.Core.Slo;

namespace Reliability.Integrations.Prometheus;

/// <summary>Asks Prometheus, by version 1 of its HTTP API; so do Thanos, Mimir and others that speak it.</summary>
/// <param name="clients">Where connections come from.</param>
/// <param name="time">The clock of time-outs.</param>
/// <param name="limits">What one question may cost.</param>
public sealed class PrometheusClient(IHttpClientFactory clients, TimeProvider time, PrometheusLimits limits)
{
    /// <summary>The name of the <see cref="HttpClient"/>.</summary>
    public const string ClientName = "prometheus";

    /// <summary>The most points of a series that Prometheus answers with.</summary>
    public const int MaxPoints = 11_000;

    /// <summary>Evaluates a query at an instant: <c>POST api/v1/query</c>.</summary>
    /// <param name="connection">How to reach Prometheus: <c>url</c>, and <c>username</c> with <c>password</c>, or <c>token</c>.</param>
    /// <param name="query">PromQL.</param>
    /// <param name="at">The instant; whole seconds count.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="PrometheusUnavailableException">Time-out, no connection, 408, 429, 5xx, or an answer that is broken or incomplete.</exception>
    /// <exception cref="PrometheusRejectedException">Any other status, an answer that is too large, or one without numbers.</exception>
    public Task<PrometheusAnswer> QueryAsync(
        SourceConnection connection, string query, DateTimeOffset at, CancellationToken cancellation) =>
        AskAsync(connection, "api/v1/query", [new("query", query), new("time", Seconds(at))], cancellation);

    /// <summary>Evaluates a query at every step of a stretch of time: <c>POST api/v1/query_range</c>.</summary>
    /// <param name="connection">How to reach Prometheus, as for <see cref="QueryAsync"/>.</param>
    /// <param name="query">PromQL.</param>
    /// <param name="first">The first instant; whole seconds count.</param>
    /// <param name="last">The last instant, included; at most <see cref="MaxPoints"/> - 1 steps later.</param>
    /// <param name="step">The step; whole seconds count.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="PrometheusUnavailableException">As for <see cref="QueryAsync"/>.</exception>
    /// <exception cref="PrometheusRejectedException">As for <see cref="QueryAsync"/>.</exception>
    public Task<PrometheusAnswer> QueryRangeAsync(
        SourceConnection connection, string query, DateTimeOffset first, DateTimeOffset last, TimeSpan step, CancellationToken cancellation) =>
        AskAsync(
            connection,
            "api/v1/query_range",
            [
                new("query", query), new("start", Seconds(first)), new("end", Seconds(last)),
                new("step", ((long)step.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            ],
            cancellation);

    private static string Seconds(DateTimeOffset instant) => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private async Task<PrometheusAnswer> AskAsync(
        SourceConnection connection, string path, KeyValuePair<string, string>[] form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var timeout = new CancellationTokenSource(limits.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await SendAsync(connection, path, form, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new PrometheusUnavailableException($"Prometheus '{connection.Name}' did not answer within {limits.Timeout.TotalSeconds:0.###} s.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new PrometheusUnavailableException($"Prometheus '{connection.Name}' cannot be reached: {exception.Message}", exception);
        }
    }

    private async Task<PrometheusAnswer> SendAsync(
        SourceConnection connection, string path, KeyValuePair<string, string>[] form, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(connection.Details["url"].TrimEnd('/') + "/"), path))
        {
            Content = new FormUrlEncodedContent([.. form, new("timeout", $"{Math.Max(1, (long)limits.Timeout.TotalSeconds)}s")]),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = AuthorizationOf(connection);
        using var client = clients.CreateClient(ClientName);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        var body = await ReadAsync(response.Content, connection, cancellation).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.OK
            ? PrometheusAnswerReader.Read(body)
            : throw Failure(connection, response.StatusCode, PrometheusAnswerReader.ReadError(body));
    }

    private static AuthenticationHeaderValue? AuthorizationOf(SourceConnection connection)
    {
        if (connection.Details.TryGetValue("token", out var token))
            return new AuthenticationHeaderValue("Bearer", token);
        return connection.Details.TryGetValue("username", out var username)
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{connection.Details["password"]}")))
            : null;
    }

    private async Task<byte[]> ReadAsync(HttpContent content, SourceConnection connection, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[81_920];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
            {
                if (body.Length + read > limits.MaxAnswerBytes)
                    throw new PrometheusRejectedException($"Prometheus '{connection.Name}' answers with more than {limits.MaxAnswerBytes} bytes: the query gives too many series; use sum().");
                body.Write(buffer, 0, read);
            }
        }

        return body.ToArray();
    }

    private static Exception Failure(SourceConnection connection, HttpStatusCode status, string? error)
    {
        var message = $"Prometheus '{connection.Name}' answered {(int)status}{(error is null ? "" : $", {error}")}";
        return status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500
            ? new PrometheusUnavailableException(message)
            : new PrometheusRejectedException(message);
    }
}
