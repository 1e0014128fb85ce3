using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>Writes events after the samples of a record: a head whose own bits tell the type, then what the type has.</summary>
internal static class RumEventWriter
{
    public const int Error = 0;
    public const int Resource = 1;
    public const int Step = 2;
    public const int Business = 3;
    public const int Activity = 4;
    public const int Cause = 5;

    /// <exception cref="ArgumentException">The event is of no type that is known.</exception>
    public static void Write(RecordWriter destination, ref VisitWriter visit, RumEvent happened)
    {
        visit.Write(KindOf(happened), happened.Dimensions, happened.Session, happened.AgeSeconds);
        switch (happened)
        {
            case ErrorEvent error: WriteError(destination, error); break;
            case ResourceEvent resource: WriteResource(destination, resource); break;
            case StepEvent step: destination.Text(step.Name); break;
            case BusinessEvent business: WriteBusiness(destination, business); break;
            case ActivityEvent activity: WriteActivity(destination, activity); break;
            case CauseEvent cause: WriteCause(destination, cause); break;
        }
    }

    private static int KindOf(RumEvent happened) => happened switch
    {
        ErrorEvent => Error,
        ResourceEvent => Resource,
        StepEvent => Step,
        BusinessEvent => Business,
        ActivityEvent => Activity,
        CauseEvent => Cause,
        _ => throw new ArgumentException($"Events of type {happened.GetType().Name} have no stored form.", nameof(happened)),
    };

    private static void WriteError(RecordWriter destination, ErrorEvent error)
    {
        destination.Text(error.Type);
        destination.Text(error.Message);
        destination.Text(error.Stack);
        destination.Count(error.Count);
    }

    private static void WriteResource(RecordWriter destination, ResourceEvent resource)
    {
        destination.Byte((byte)resource.Type);
        destination.Text(resource.Host);
        destination.Count(resource.Count);
        destination.Count(resource.TransferBytes);
        destination.Number(resource.Milliseconds);
        destination.Count(resource.Cached);
        destination.Number(resource.ConnectMilliseconds);
        destination.Count(resource.Offscreen);
        destination.Count(resource.OffscreenBytes);
    }

    private static void WriteBusiness(RecordWriter destination, BusinessEvent business)
    {
        destination.Text(business.Metric);
        destination.Number(business.Value);
        destination.Count(business.Tags.Count);
        foreach (var (name, value) in business.Tags)
        {
            destination.Text(name);
            destination.Text(value);
        }
    }

    private static void WriteActivity(RecordWriter destination, ActivityEvent activity)
    {
        destination.Count(activity.Views);
        destination.Count(activity.Interactions);
        destination.Count(activity.RageClicks);
        destination.Number(activity.EngagedSeconds);
    }

    private static void WriteCause(RecordWriter destination, CauseEvent cause)
    {
        destination.Byte((byte)cause.Metric);
        destination.Text(cause.Target);
        destination.Number(cause.Value);
        destination.Count(cause.Phases.Count);
        for (var i = 0; i < cause.Phases.Count; i++) destination.Number(cause.Phases[i]);
    }
}
