namespace Reliability.Integrations.Prometheus;

/// <summary>Prometheus cannot answer now: it is slow, down, overloaded, or what came back is broken or incomplete. Asking again may help.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">What was caught; null when the answer itself says so.</param>
public sealed class PrometheusUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Prometheus refuses the question, or its answer shows that the question is wrong. Asking again does not help.</summary>
/// <param name="message">What is wrong, for the person who wrote the query.</param>
public sealed class PrometheusRejectedException(string message) : Exception(message);
