namespace Reliability.Simulators.AzureMonitor;

/// <summary>A request is wrong, as the service would say.</summary>
internal sealed class Refusal(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public static Refusal BadArgument(string message) => new(400, "BadArgumentError", message);

    public static Refusal BadRequest(string message) => new(400, "BadRequest", message);
}
