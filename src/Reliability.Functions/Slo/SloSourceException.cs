namespace Reliability.Functions.Slo;

/// <summary>A source of an objective cannot be read now.</summary>
/// <param name="inner">What its client threw; the message is for the caller.</param>
public sealed class SloSourceException(Exception inner) : Exception(inner?.Message, inner);
