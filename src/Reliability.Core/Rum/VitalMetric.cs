namespace Reliability.Core.Rum;

/// <summary>A web vital, as named by the web-vitals library. The numbers are part of the stored format.</summary>
public enum VitalMetric
{
    /// <summary>Largest Contentful Paint, in milliseconds.</summary>
    LCP = 0,

    /// <summary>Interaction to Next Paint, in milliseconds.</summary>
    INP = 1,

    /// <summary>Cumulative Layout Shift: a score without unit.</summary>
    CLS = 2,

    /// <summary>First Contentful Paint, in milliseconds.</summary>
    FCP = 3,

    /// <summary>Time to First Byte, in milliseconds.</summary>
    TTFB = 4,

    /// <summary>First Input Delay, in milliseconds: replaced by INP, still accepted from old clients.</summary>
    FID = 5,
}
