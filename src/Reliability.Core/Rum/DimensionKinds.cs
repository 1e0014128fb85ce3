namespace Reliability.Core.Rum;

/// <summary>Which of the dimensions of <see cref="VitalDimensions"/> a question needs, or an answer keeps.</summary>
[Flags]
public enum DimensionKinds
{
    /// <summary>None: everything is one group.</summary>
    None = 0,

    /// <summary>The page template.</summary>
    Page = 1,

    /// <summary>The kind of device.</summary>
    Device = 2,

    /// <summary>The effective connection type.</summary>
    Connection = 4,

    /// <summary>The release of the page.</summary>
    Release = 8,

    /// <summary>How the visit of the page began.</summary>
    Navigation = 16,

    /// <summary>Whether the visitor is a program.</summary>
    Bot = 32,

    /// <summary>All of them.</summary>
    All = Page | Device | Connection | Release | Navigation | Bot,
}
