namespace Reliability.Core.Rum;

/// <summary>A web vital, as named by the web-vitals library, or a timing of the navigation. The numbers are part of the stored format.</summary>
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

    /// <summary>Time to look up the host's name, in milliseconds. From here on: parts of the navigation, without thresholds.</summary>
    DnsLookup = 6,

    /// <summary>Time to connect, TLS not included, in milliseconds.</summary>
    TcpConnect = 7,

    /// <summary>Time of the TLS handshake, in milliseconds.</summary>
    TlsHandshake = 8,

    /// <summary>From the start of the navigation to the end of <c>DOMContentLoaded</c>, in milliseconds.</summary>
    DomContentLoaded = 9,

    /// <summary>From the start of the navigation to the end of <c>load</c>, in milliseconds.</summary>
    PageLoad = 10,
}
