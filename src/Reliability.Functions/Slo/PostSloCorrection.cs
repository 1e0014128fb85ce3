using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Reliability.Core.Slo.Maintenance;
using Reliability.Functions.Http;
using Reliability.Functions.Rum;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.OpenSlo;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Answers <c>POST /slos/{name}/corrections</c>: takes a stretch of time out of an objective, or counts it as good.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="table">Their corrections.</param>
/// <param name="options">Which corrections are taken.</param>
/// <param name="history">How far back they may reach.</param>
/// <param name="time">The clock.</param>
public sealed class PostSloCorrection(
    ReliabilityConfiguration configuration,
    SloCorrectionTable table,
    IOptions<SloCorrectionOptions> options,
    IOptions<SloHistoryOptions> history,
    TimeProvider time)
{
    /// <summary>The largest body, in bytes.</summary>
    public const int MaxBytes = 16_384;

    /// <summary>Answers the call: 201, or 200 when it was added before; 400 with everything that is wrong, 404, 409 when there are too many, 413, 422 for a key that was used for another one.</summary>
    /// <param name="request">The call; its body is JSON.</param>
    /// <param name="name">The name of the objective.</param>
    /// <param name="cancellation">The caller hung up.</param>
    [Function(nameof(PostSloCorrection))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "slos/{name}/corrections")] HttpRequest request,
        string name,
        CancellationToken cancellation)
    {
        if (configuration.FindSlo(name) is null)
            return SloProblems.Unknown(name);
        if (!IdempotencyKey.TryHash(request, name, out var key))
            return SloProblems.BadCorrection([new InputError("Idempotency-Key", "must be one key of 1 to 256 printable ASCII characters")]);
        if (await SloBody.ReadAsync(request, MaxBytes, cancellation) is not { } body)
            return SloProblems.TooLarge(MaxBytes);
        var (errors, now) = (new List<OpenSloError>(), time.GetUtcNow());
        if (Read(body, now, errors) is not { } asked)
            return SloProblems.BadCorrection([.. errors.Select(error => new InputError(error.Path, error.Message))]);
        var id = key == 0 ? Guid.NewGuid().ToString("N")[..16] : key.ToString("x16", CultureInfo.InvariantCulture);
        var entry = new CorrectionEntry(id, asked.From, asked.To, asked.Effect, asked.Reason, CallerAudit.Of(request, asked.By, now), null);
        return await AddAsync(name, entry, cancellation);
    }

    private async Task<IResult> AddAsync(string name, CorrectionEntry entry, CancellationToken cancellation)
    {
        var there = await table.ReadAsync(name, cancellation);
        var stored = there.FirstOrDefault(other => other.Id == entry.Id);
        if (stored is null && there.Count >= options.Value.MaxPerObjective)
            return SloProblems.TooManyCorrections(name, options.Value.MaxPerObjective);
        stored ??= await table.AddAsync(name, entry, cancellation);
        if (!stored.AsksForSame(entry))
            return SloProblems.KeyReused();
        var status = ReferenceEquals(stored, entry) ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        return TypedResults.Json(stored, SloJsonContext.Default.CorrectionEntry, statusCode: status);
    }

    private CorrectionRequest? Read(byte[] body, DateTimeOffset now, List<OpenSloError> errors)
    {
        try
        {
            using var json = JsonText.Parse(body);
            return CorrectionRequest.Read(
                json.RootElement, now, TimeSpan.FromDays(history.Value.RetentionDays), TimeSpan.FromDays(options.Value.MaxDays), errors);
        }
        catch (JsonException exception)
        {
            errors.Add(new OpenSloError("", $"not JSON: {exception.Message}", 1));
            return null;
        }
    }
}
