using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads the vitals and navigation timings of the client's format.</summary>
internal static class ClientVitals
{
    private const double Hour = 3_600_000;

    /// <summary>Reads <c>{"t":"vital","name","value","id","target","phases"}</c>.</summary>
    /// <returns>Null when it is kept, else why not.</returns>
    public static string? ReadVital(in ClientEvent fields, EventPlace place, BeaconReading reading)
    {
        if (!fields.Name.IsPresent) return RejectReason.MissingName;
        if (!fields.Name.IsText) return RejectReason.WrongType;
        if (VitalNames.Parse(fields.Name.Text.Unescaped()) is not { } metric) return RejectReason.UnknownMetric;
        if (!fields.Value.IsPresent) return RejectReason.MissingValue;
        if (!fields.Value.TryNumber(out var value)) return RejectReason.WrongType;
        if (!VitalNames.Believes(metric, value)) return RejectReason.OutOfRange;
        var sample = place.Sample(metric, value, IdOf(fields.Id));
        reading.Keep(sample);
        var target = fields.Target.IsText ? BeaconText.Scrubbed(fields.Target.Text, BeaconText.MaxTarget) : "";
        var phases = PhasesOf(metric, fields.Phases);
        if (metric <= VitalMetric.CLS && (target.Length > 0 || phases.Length > 0)) reading.Keep(VitalCause.Of(sample, target, phases));
        return null;
    }

    /// <summary>Reads <c>{"t":"nav","id","dns","tcp","tls","dcl","load"}</c>; each that is told is a sample.</summary>
    /// <returns>Null when it is kept, else why not.</returns>
    public static string? ReadNavigation(in ClientEvent fields, EventPlace place, BeaconReading reading)
    {
        var reader = default(FieldReader);
        var (dns, tcp, tls) = (reader.Number(fields.Dns, Hour), reader.Number(fields.Tcp, Hour), reader.Number(fields.Tls, Hour));
        var (ready, load) = (reader.Number(fields.DomContentLoaded, Hour), reader.Number(fields.Load, Hour));
        if (reader.Reason is not null) return reader.Reason;
        var before = reading.Samples.Count;
        var id = IdOf(fields.Id);
        if (fields.Dns.IsPresent) reading.Keep(place.Sample(VitalMetric.DnsLookup, dns, id));
        if (fields.Tcp.IsPresent) reading.Keep(place.Sample(VitalMetric.TcpConnect, tcp, id));
        if (fields.Tls.IsPresent) reading.Keep(place.Sample(VitalMetric.TlsHandshake, tls, id));
        if (fields.DomContentLoaded.IsPresent) reading.Keep(place.Sample(VitalMetric.DomContentLoaded, ready, id));
        if (fields.Load.IsPresent) reading.Keep(place.Sample(VitalMetric.PageLoad, load, id));
        return reading.Samples.Count == before ? RejectReason.MissingValue : null;
    }

    private static ulong IdOf(JsonValue id) => id.Text.Raw.IsEmpty ? 0 : Hash64.Of(id.Text.Unescaped());

    // All of them or none: parts that do not add up to the whole say nothing.
    private static double[] PhasesOf(VitalMetric metric, JsonValue phases)
    {
        var count = metric switch { VitalMetric.LCP => 4, VitalMetric.INP => 3, _ => 0 };
        if (count == 0 || !phases.IsArray) return [];
        var values = new double[count];
        var read = 0;
        for (var elements = phases.Elements; elements.Next(out var element); read++)
        {
            if (read == count || !element.TryNumber(out var value) || !(value >= 0 && value <= Hour)) return [];
            values[read] = value;
        }

        return read == count ? values : [];
    }
}
