namespace Reliability.Core.Rum;

/// <summary>The names under which devices and connections are sent, stored and queried.</summary>
public static class DimensionNames
{
    private static readonly string[] Devices = ["unknown", "mobile", "tablet", "desktop"];
    private static readonly string[] Navigations =
        ["unknown", "navigate", "reload", "back-forward", "back-forward-cache", "prerender", "restore", "soft-navigation"];

    private static readonly string[] Connections = ["unknown", "slow-2g", "2g", "3g", "4g"];

    /// <summary>Gets the names of all device kinds.</summary>
    public static IReadOnlyList<string> DeviceNames => Devices;

    /// <summary>Gets the names of all connection kinds.</summary>
    public static IReadOnlyList<string> ConnectionNames => Connections;

    /// <summary>Gets the names of all kinds of navigation.</summary>
    public static IReadOnlyList<string> NavigationNames => Navigations;

    /// <summary>Gets the name of a device kind.</summary>
    public static string Name(this DeviceKind device) => Devices[(int)device];

    /// <summary>Gets the name of a connection kind.</summary>
    public static string Name(this ConnectionKind connection) => Connections[(int)connection];

    /// <summary>Gets the name of a kind of navigation.</summary>
    public static string Name(this NavigationKind navigation) => Navigations[(int)navigation];

    /// <summary>Reads the name of a kind of navigation, in any case; <c>back_forward</c> means back-forward.</summary>
    /// <returns><see cref="NavigationKind.Unknown"/> for a name that is not known.</returns>
    public static NavigationKind ParseNavigation(ReadOnlySpan<char> name) =>
        name.Equals("back_forward", StringComparison.OrdinalIgnoreCase) ? NavigationKind.BackForward : (NavigationKind)IndexOf(Navigations, name);

    /// <summary>Reads a device name, in any case. <c>phone</c> means mobile.</summary>
    /// <returns><see cref="DeviceKind.Unknown"/> for a name that is not known.</returns>
    public static DeviceKind ParseDevice(ReadOnlySpan<char> name) =>
        name.Equals("phone", StringComparison.OrdinalIgnoreCase) ? DeviceKind.Mobile : (DeviceKind)IndexOf(Devices, name);

    /// <summary>Reads a connection name, in any case.</summary>
    /// <returns><see cref="ConnectionKind.Unknown"/> for a name that is not known.</returns>
    public static ConnectionKind ParseConnection(ReadOnlySpan<char> name) => (ConnectionKind)IndexOf(Connections, name);

    /// <summary>Tells the kind of device from a user agent string.</summary>
    /// <remarks>Tablets on Android leave out "Mobile"; desktop is the answer for everything that claims to be neither.</remarks>
    /// <returns><see cref="DeviceKind.Unknown"/> for an empty string.</returns>
    public static DeviceKind DeviceOfUserAgent(ReadOnlySpan<char> userAgent)
    {
        if (userAgent.IsEmpty) return DeviceKind.Unknown;
        if (userAgent.Contains("iPad", StringComparison.Ordinal) || userAgent.Contains("Tablet", StringComparison.Ordinal)) return DeviceKind.Tablet;
        if (userAgent.Contains("Mobi", StringComparison.Ordinal)) return DeviceKind.Mobile;
        return userAgent.Contains("Android", StringComparison.Ordinal) ? DeviceKind.Tablet : DeviceKind.Desktop;
    }

    private static int IndexOf(string[] names, ReadOnlySpan<char> name)
    {
        for (var i = 1; i < names.Length; i++)
        {
            if (name.Equals(names[i], StringComparison.OrdinalIgnoreCase)) return i;
        }

        return 0;
    }
}
