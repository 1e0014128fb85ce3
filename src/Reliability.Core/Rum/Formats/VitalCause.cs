namespace Reliability.Core.Rum.Formats;

/// <summary>What a library says of the cause of a vital, collected field by field; used again and again. Not thread-safe.</summary>
/// <remarks>Names are those of the attribution build of web-vitals 3 to 6, and Faro's, which are the same in snake case.</remarks>
internal sealed class VitalCause
{
    private readonly double[] _phases = new double[7];
    private readonly string[] _targets = new string[3];
    private int _told;

    /// <summary>Gets whether anything was told.</summary>
    public bool IsTold => _told != 0;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (!IsTold) return;
        _phases.AsSpan().Clear();
        _targets.AsSpan().Clear();
        _told = 0;
    }

    /// <summary>Takes a field, if it is one of a cause.</summary>
    public void Take(ReadOnlySpan<byte> name, JsonValue value)
    {
        var place = PlaceOf(name);
        if (place < 0) return;
        if (place >= _phases.Length)
        {
            if (value.IsText) Tell(place - _phases.Length, BeaconText.Scrubbed(value.Text, BeaconText.MaxTarget));
        }
        else if (value.TryNumber(out var number) && double.IsFinite(number))
        {
            _phases[place] = Math.Clamp(number, 0, VitalThresholds.For(VitalMetric.LCP).Largest);
            _told |= 1 << place;
        }
    }

    /// <summary>Makes the event that belongs to a sample; null when nothing was told of its metric.</summary>
    public CauseEvent? Of(in VitalSample sample)
    {
        if (!IsTold || sample.Metric > VitalMetric.CLS) return null;
        // Zeros are left out by Faro: a phase that is not told next to others took no time.
        var (first, count) = sample.Metric switch { VitalMetric.LCP => (0, 4), VitalMetric.INP => (4, 3), _ => (0, 0) };
        var isTold = (_told >> first & ((1 << count) - 1)) != 0;
        var target = _targets[(int)sample.Metric] ?? "";
        return isTold || target.Length > 0 ? Of(sample, target, isTold ? _phases[first..(first + count)] : []) : null;
    }

    /// <summary>Makes the event of a sample, its cause known.</summary>
    public static CauseEvent Of(in VitalSample sample, string target, double[] phases) =>
        new(sample.Dimensions, sample.Metric, target, sample.Value, phases) { AgeSeconds = sample.AgeSeconds, Session = sample.Session };

    private void Tell(int metric, string target)
    {
        _targets[metric] = target;
        _told |= 1 << (_phases.Length + metric);
    }

    private static int PlaceOf(ReadOnlySpan<byte> name)
    {
        if (Is(name, "timeToFirstByte"u8, "time_to_first_byte"u8)) return 0;
        if (Is(name, "resourceLoadDelay"u8, "resource_load_delay"u8)) return 1;
        if (Is(name, "resourceLoadDuration"u8, "resource_load_duration"u8) || Is(name, "resourceLoadTime"u8, "resource_load_time"u8)) return 2;
        if (Is(name, "elementRenderDelay"u8, "element_render_delay"u8)) return 3;
        if (Is(name, "inputDelay"u8, "input_delay"u8)) return 4;
        if (Is(name, "processingDuration"u8, "processing_duration"u8) || Is(name, "processingTime"u8, "processing_time"u8)) return 5;
        if (Is(name, "presentationDelay"u8, "presentation_delay"u8)) return 6;
        if (Is(name, "target"u8, "element"u8)) return 7 + (int)VitalMetric.LCP;
        if (Is(name, "interactionTarget"u8, "interaction_target"u8) || Is(name, "eventTarget"u8, "event_target"u8)) return 7 + (int)VitalMetric.INP;
        return Is(name, "largestShiftTarget"u8, "largest_shift_target"u8) ? 7 + (int)VitalMetric.CLS : -1;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) => name.SequenceEqual(camel) || name.SequenceEqual(snake);
}
