namespace Reliability.Core.Rum;

/// <summary>A measure of how a page felt to its user, as defined by web.dev/articles/vitals.</summary>
/// <remarks>The numbers are stored; they never change.</remarks>
public enum VitalMetric
{
    /// <summary>Largest Contentful Paint, in milliseconds.</summary>
    LCP = 0,

    /// <summary>Interaction to Next Paint, in milliseconds.</summary>
    INP = 1,

    /// <summary>Cumulative Layout Shift, dimensionless.</summary>
    CLS = 2,

    /// <summary>First Contentful Paint, in milliseconds.</summary>
    FCP = 3,

    /// <summary>Time to First Byte, in milliseconds.</summary>
    TTFB = 4,

    /// <summary>First Input Delay, in milliseconds; superseded by <see cref="INP"/>.</summary>
    FID = 5,
}
