using System.Collections;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Features by type; holds the HTTP context from the start when there is one.</summary>
internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    /// <summary>Makes the collection.</summary>
    /// <param name="http">Request and response, or <see langword="null"/>.</param>
    public InvocationFeatures(HttpContext? http)
    {
        if (http is not null)
            _features[typeof(HttpContext)] = http;
    }

    /// <inheritdoc/>
    public void Set<T>(T instance) => _features[typeof(T)] = instance ?? throw new ArgumentNullException(nameof(instance));

    /// <inheritdoc/>
    public T? Get<T>() => _features.TryGetValue(typeof(T), out object? feature) ? (T)feature : default;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
