#nullable disable annotations

using System.Collections;
using System.Globalization;

namespace Azure.Data.Tables;

public sealed partial class TableEntity : IDictionary<string, object>
{
    /// <summary>Gets the names of the properties, those of the key included.</summary>
    public ICollection<string> Keys => _properties.Keys;

    /// <summary>Gets the number of properties, those of the key included.</summary>
    public int Count => _properties.Count;

    ICollection<object> IDictionary<string, object>.Values => _properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <summary>Gets or sets a property. Once set to a value, its type stays: integers widen, anything else is refused.</summary>
    /// <param name="key">The name of the property.</param>
    /// <value>Null when absent.</value>
    /// <exception cref="InvalidOperationException">The property already has a value of another type.</exception>
    public object this[string key]
    {
        get => Get(key);
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            var old = value is null ? null : _properties.GetValueOrDefault(key);
            _properties[key] = old is null ? value : Coerce(old, value);
        }
    }

    /// <summary>Adds a property.</summary>
    /// <param name="key">The name of the property.</param>
    /// <param name="value">The value; null is not stored by the service.</param>
    /// <exception cref="ArgumentException">There is already a property of that name.</exception>
    public void Add(string key, object value) => _properties.Add(key, value);

    /// <summary>Tells whether there is a property of a name, be its value null.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>Whether there is one.</returns>
    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    /// <summary>Removes a property.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string key) => _properties.Remove(key);

    /// <summary>Looks a property up.</summary>
    /// <param name="key">The name of the property.</param>
    /// <param name="value">The value; null when absent.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value);

    /// <summary>Removes all properties, those of the key included.</summary>
    public void Clear() => _properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => this[item.Key] = item.Value;

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => Pairs.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        Pairs.CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => Pairs.Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    /// <summary>Sets a property without the check of its type; for the reader of service replies.</summary>
    internal void SetRaw(string key, object value) => _properties[key] = value;

    /// <summary>Gets the properties, for writers that must not allocate an enumerator.</summary>
    internal Dictionary<string, object> Properties => _properties;

    private ICollection<KeyValuePair<string, object>> Pairs => _properties;

    private static object Coerce(object old, object value)
    {
        if (old.GetType().IsInstanceOfType(value))
            return value;

        return (old, value) switch
        {
            (int, long or double) => value,
            (long, int narrow) => (long)narrow,
            (double, int whole) => (double)whole,
            (DateTime, DateTimeOffset) or (DateTimeOffset, DateTime) => value,
            (string, DateTime instant) => instant.ToString("O", CultureInfo.InvariantCulture),
            (string, DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Value ({value.GetType()}) {value} is not convertible to the {old.GetType()} of the existing property.")),
        };
    }
}
