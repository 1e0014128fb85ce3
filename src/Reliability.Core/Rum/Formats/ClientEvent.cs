namespace Reliability.Core.Rum.Formats;

/// <summary>The fields of one event of the client's format, whatever its type; those that are missing are not present.</summary>
internal ref struct ClientEvent
{
    public JsonValue Type;
    public JsonValue At;
    public JsonValue Page;
    public JsonValue Name;
    public JsonValue Value;
    public JsonValue Id;
    public JsonValue NavigationType;
    public JsonValue Target;
    public JsonValue Phases;
    public JsonValue Dns;
    public JsonValue Tcp;
    public JsonValue Tls;
    public JsonValue DomContentLoaded;
    public JsonValue Load;
    public JsonValue Items;
    public JsonValue ErrorType;
    public JsonValue Message;
    public JsonValue Stack;
    public JsonValue Count;
    public JsonValue Views;
    public JsonValue Interactions;
    public JsonValue Rage;
    public JsonValue Seconds;

    /// <summary>Reads the fields of an object.</summary>
    public static ClientEvent Read(JsonValue element)
    {
        var fields = default(ClientEvent);
        for (var members = element.Members; members.Next(out var value);) fields.Take(members.Name, value);
        return fields;
    }

    private void Take(ReadOnlySpan<byte> name, JsonValue value)
    {
        if (name.SequenceEqual("t"u8)) Type = value;
        else if (name.SequenceEqual("at"u8)) At = value;
        else if (name.SequenceEqual("page"u8)) Page = value;
        else if (name.SequenceEqual("name"u8)) Name = value;
        else if (name.SequenceEqual("value"u8)) Value = value;
        else if (name.SequenceEqual("id"u8)) Id = value;
        else if (name.SequenceEqual("navigationType"u8)) NavigationType = value;
        else if (name.SequenceEqual("target"u8)) Target = value;
        else if (name.SequenceEqual("phases"u8)) Phases = value;
        else if (name.SequenceEqual("dns"u8)) Dns = value;
        else if (name.SequenceEqual("tcp"u8)) Tcp = value;
        else if (name.SequenceEqual("tls"u8)) Tls = value;
        else if (name.SequenceEqual("dcl"u8)) DomContentLoaded = value;
        else if (name.SequenceEqual("load"u8)) Load = value;
        else if (name.SequenceEqual("items"u8)) Items = value;
        else if (name.SequenceEqual("type"u8)) ErrorType = value;
        else if (name.SequenceEqual("message"u8)) Message = value;
        else if (name.SequenceEqual("stack"u8)) Stack = value;
        else if (name.SequenceEqual("count"u8)) Count = value;
        else if (name.SequenceEqual("views"u8)) Views = value;
        else if (name.SequenceEqual("interactions"u8)) Interactions = value;
        else if (name.SequenceEqual("rage"u8)) Rage = value;
        else if (name.SequenceEqual("seconds"u8)) Seconds = value;
    }
}
