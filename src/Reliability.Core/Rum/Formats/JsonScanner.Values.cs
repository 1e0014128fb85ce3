namespace Reliability.Core.Rum.Formats;

internal ref partial struct JsonScanner
{
    /// <summary>Passes over one value of any kind and hands out its bytes.</summary>
    public bool ReadValue(out JsonValue value)
    {
        value = default;
        Peek();
        var start = _position;
        if (!Skip()) return false;
        value = new JsonValue(_json[start.._position]);
        return true;
    }
}
