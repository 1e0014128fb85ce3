using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Appends a shared access signature to each try, the current one when it was renewed meanwhile.</summary>
internal sealed class SasPolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    private const string AppendedKey = "Azure.Data.Tables.Sas";

    public override void OnSendingRequest(HttpMessage message)
    {
        var query = message.Request.Uri.Query;
        if (message.TryGetProperty(AppendedKey, out var earlier))
            query = (string)earlier!;
        else
            message.SetProperty(AppendedKey, query);

        var signature = credential.Signature.TrimStart('?');
        message.Request.Uri.Query = query.Length <= 1 ? $"?{signature}" : $"{query}&{signature}";
    }
}
