using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Signs each try with SharedKeyLite and the time of that try: the service refuses signatures older than 15 minutes.</summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    private readonly string _prefix = $"SharedKeyLite {credential.AccountName}:";

    public override void OnSendingRequest(HttpMessage message)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var uri = message.Request.Uri.ToUri();
        var comp = Comp(uri.Query);
        // https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key#table-service-shared-key-lite-authorization
        var signature = credential.Sign($"{date}\n/{credential.AccountName}{uri.AbsolutePath}{comp}");
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", _prefix + signature);
    }

    private static string Comp(string query)
    {
        foreach (var part in query.AsSpan().TrimStart('?').Split('&'))
        {
            var parameter = query.AsSpan().TrimStart('?')[part];
            if (parameter.StartsWith("comp=", StringComparison.OrdinalIgnoreCase))
                return $"?{parameter}";
        }

        return "";
    }
}
