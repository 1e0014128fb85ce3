namespace Reliability.Integrations.AzureMonitor;

/// <summary>Azure Monitor cannot answer now: it is slow, down or throttling, or what came back is broken or not whole. Asking again may help.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">What was caught; null when the answer itself says so.</param>
public sealed class AzureMonitorUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Azure Monitor refuses the question, or its answer shows that the question is wrong. Asking again does not help.</summary>
/// <param name="message">What is wrong, for the person who wrote the objective.</param>
/// <param name="inner">What was caught; null when the answer itself says so.</param>
public sealed class AzureMonitorRejectedException(string message, Exception? inner = null) : Exception(message, inner);
