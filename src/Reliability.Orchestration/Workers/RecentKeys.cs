namespace Reliability.Orchestration.Workers;

/// <summary>The last so many keys.</summary>
internal sealed class RecentKeys(int most)
{
    private readonly HashSet<string> _keys = [];
    private readonly Queue<string> _order = [];

    /// <summary>Tells whether a key is among them.</summary>
    public bool Contains(string key) => _keys.Contains(key);

    /// <summary>Forgets a key.</summary>
    public void Remove(string key) => _keys.Remove(key);

    /// <summary>Adds a key; the oldest goes when there are too many.</summary>
    public void Add(string key)
    {
        if (!_keys.Add(key)) return;
        _order.Enqueue(key);
        if (_order.Count > most) _keys.Remove(_order.Dequeue());
    }
}
