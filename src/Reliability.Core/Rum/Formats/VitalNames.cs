namespace Reliability.Core.Rum.Formats;

/// <summary>The names of web vitals in beacons, and which of their values are believed.</summary>
internal static class VitalNames
{
    /// <summary>Reads a name in upper case; null for what is no web vital.</summary>
    public static VitalMetric? Parse(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("LCP"u8)) return VitalMetric.LCP;
        if (name.SequenceEqual("CLS"u8)) return VitalMetric.CLS;
        if (name.SequenceEqual("INP"u8)) return VitalMetric.INP;
        if (name.SequenceEqual("FCP"u8)) return VitalMetric.FCP;
        if (name.SequenceEqual("TTFB"u8)) return VitalMetric.TTFB;
        return name.SequenceEqual("FID"u8) ? VitalMetric.FID : null;
    }

    /// <summary>Reads a name in lower case; null for what is no web vital.</summary>
    public static VitalMetric? ParseLower(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("lcp"u8)) return VitalMetric.LCP;
        if (name.SequenceEqual("cls"u8)) return VitalMetric.CLS;
        if (name.SequenceEqual("inp"u8)) return VitalMetric.INP;
        if (name.SequenceEqual("fcp"u8)) return VitalMetric.FCP;
        if (name.SequenceEqual("ttfb"u8)) return VitalMetric.TTFB;
        return name.SequenceEqual("fid"u8) ? VitalMetric.FID : null;
    }

    /// <summary>Tells whether a value is possible.</summary>
    public static bool Believes(VitalMetric metric, double value) => value >= 0 && value <= VitalThresholds.For(metric).Largest;
}
