namespace Reliability.Core.Rum;

/// <summary>The formats beacons come in, told apart by what a body holds.</summary>
public enum BeaconFormat
{
    /// <summary>Metrics of the web-vitals library.</summary>
    WebVitals,

    /// <summary>Batches of the suite's own client.</summary>
    Client,

    /// <summary>Batches of Grafana Faro.</summary>
    Faro,

    /// <summary>Fields of boomerang, as a form or a query string.</summary>
    Boomerang,

    /// <summary>Reports of browsers: the Reporting API, and policy violations as they were sent before it.</summary>
    Reporting,

    /// <summary>Logs of OpenTelemetry, as JSON.</summary>
    Otlp,

    /// <summary>Business events of back ends.</summary>
    Business,
}

/// <summary>The names of formats in metrics.</summary>
public static class BeaconFormatNames
{
    private static readonly string[] Names = ["web-vitals", "client", "faro", "boomerang", "reporting", "otlp", "business"];

    /// <summary>Gets the name of a format.</summary>
    public static string Name(this BeaconFormat format) => Names[(int)format];
}
