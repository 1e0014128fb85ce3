using System.Text.Unicode;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads a request of any format. Not thread-safe: it keeps caches.</summary>
public sealed class BeaconParser
{
    private readonly WebVitalsParser _webVitals;
    private readonly ClientBatchParser _client;
    private readonly FaroParser _faro;
    private readonly BoomerangParser _boomerang;
    private readonly ReportingParser _reporting;
    private readonly OtlpLogsParser _otlp;

    /// <summary>Makes a parser that leaves no query in page templates.</summary>
    public BeaconParser()
        : this([])
    {
    }

    /// <summary>Makes a parser.</summary>
    /// <param name="queryAllowList">Query parameters that stay in page templates.</param>
    public BeaconParser(IReadOnlyList<string> queryAllowList)
    {
        var cache = new VisitCache(queryAllowList);
        (_webVitals, _client, _faro) = (new WebVitalsParser(cache), new ClientBatchParser(cache), new FaroParser(cache));
        (_boomerang, _reporting, _otlp) = (new BoomerangParser(cache), new ReportingParser(cache), new OtlpLogsParser(cache));
    }

    /// <summary>Reads one request body.</summary>
    /// <param name="body">UTF-8; anything is taken and nothing throws.</param>
    /// <param name="defaults">What is assumed where an event does not say.</param>
    /// <param name="reading">Receives the outcome; what it held before is forgotten.</param>
    public void Parse(ReadOnlySpan<byte> body, VisitDefaults defaults, BeaconReading reading)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        ArgumentNullException.ThrowIfNull(reading);
        reading.Clear();
        if (!Utf8.IsValid(body))
        {
            reading.Fail("the body is not valid UTF-8");
            return;
        }

        reading.Format = BeaconSniffer.FormatOf(body);
        if (reading.Format == BeaconFormat.WebVitals) _webVitals.ParseText(body, defaults, reading);
        else if (reading.Format == BeaconFormat.Boomerang) _boomerang.Parse(body, defaults, reading);
        else ParseJson(body, defaults, reading);
    }

    /// <summary>Reads the query string of a request without a body, which only boomerang sends.</summary>
    /// <param name="query">The fields, percent-encoded, without the question mark.</param>
    /// <param name="defaults">What is assumed where the beacon does not say.</param>
    /// <param name="reading">Receives the outcome; what it held before is forgotten.</param>
    public void ParseQuery(ReadOnlySpan<byte> query, VisitDefaults defaults, BeaconReading reading)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        ArgumentNullException.ThrowIfNull(reading);
        reading.Clear();
        reading.Format = BeaconFormat.Boomerang;
        if (FormFields.IsBoomerang(query)) _boomerang.Parse(query, defaults, reading);
        else reading.Fail("the query string is no boomerang beacon");
    }

    // Once over the whole body to know that it is well-formed; then the formats may look at its parts in any order.
    private void ParseJson(ReadOnlySpan<byte> body, VisitDefaults defaults, BeaconReading reading)
    {
        var json = new JsonScanner(body);
        if (!json.ReadValue(out var value) || !json.AtEnd())
        {
            reading.Fail(json.Error!);
            return;
        }

        switch (reading.Format)
        {
            case BeaconFormat.Client: _client.Parse(value, defaults, reading); break;
            case BeaconFormat.Faro: _faro.Parse(value, defaults, reading); break;
            case BeaconFormat.Reporting: _reporting.Parse(value, defaults, reading); break;
            default: _otlp.Parse(value, defaults, reading); break;
        }
    }
}
