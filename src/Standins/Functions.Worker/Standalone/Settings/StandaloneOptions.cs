using System.ComponentModel.DataAnnotations;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Settings of the stand-alone host itself, from section <see cref="Section"/>.</summary>
internal sealed class StandaloneOptions
{
    /// <summary>Configuration section: <c>FunctionsHost__DrainTimeout</c> in the environment, for example.</summary>
    public const string Section = "FunctionsHost";

    /// <summary>Gets how long invocations in flight may take to finish after SIGTERM before they are cancelled.</summary>
    /// <value>0 to 1 hour; default 30 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the largest request body any function may read, in bytes.</summary>
    /// <value>1 KiB to 1 GiB; default 30 MB. Functions set lower bounds of their own. A larger body is answered with 413.</value>
    [Range(1_024, 1_073_741_824)]
    public long MaxRequestBodyBytes { get; init; } = 30_000_000;

    /// <summary>Gets how long a timer lease must stay unchanged, on the observer's own clock, before it may be taken over.</summary>
    /// <value>1 s to 5 min; default 15 s. The holder renews three times within it.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan TimerLeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets the partition under which this app keeps its timers; apps that share a storage account need different ones.</summary>
    /// <value>1 to 64 characters; default <c>timers</c>.</value>
    [Required, StringLength(64, MinimumLength = 1), RegularExpression("[A-Za-z0-9_.-]+")]
    public string TimerPartition { get; init; } = "timers";
}
