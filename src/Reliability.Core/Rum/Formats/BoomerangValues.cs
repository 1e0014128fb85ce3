namespace Reliability.Core.Rum.Formats;

/// <summary>Takes the values of one beacon, each as an event of its own.</summary>
/// <param name="id">Hash of the page view's id; 0 without one.</param>
/// <param name="reading">Receives them.</param>
internal readonly struct BoomerangValues(ulong id, BeaconReading reading)
{
    /// <summary>Gets where the values go.</summary>
    public BeaconReading Reading => reading;

    /// <summary>Takes a value as it was sent.</summary>
    /// <returns>The sample; null when the field is missing or its value was refused.</returns>
    public VitalSample? Take(VitalMetric metric, ReadOnlySpan<byte> value, EventPlace place, bool isDelta = false)
    {
        if (value.IsEmpty) return null;
        // A score of layout shift is no time: base 10.
        if ((metric == VitalMetric.CLS ? BoomerangNumbers.Base10(value) : BoomerangNumbers.Either(value)) is { } number) return Take(metric, number, place, isDelta);
        reading.Reject(0, RejectReason.WrongType);
        return null;
    }

    /// <summary>Takes a value that was computed.</summary>
    /// <returns>The sample; null when there is no value or it was refused.</returns>
    public VitalSample? Take(VitalMetric metric, double? value, EventPlace place, bool isDelta = false)
    {
        if (value is not { } number) return null;
        if (!VitalNames.Believes(metric, number))
        {
            reading.Reject(0, RejectReason.OutOfRange);
            return null;
        }

        var sample = place.Sample(metric, number, id) with { IsDelta = isDelta };
        reading.Keep(sample);
        reading.Note();
        return sample;
    }
}
