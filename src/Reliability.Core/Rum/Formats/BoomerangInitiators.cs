namespace Reliability.Core.Rum.Formats;

/// <summary>What made boomerang send a beacon.</summary>
internal enum BoomerangInitiator
{
    /// <summary>The load of a page, its end, or the beacon does not say.</summary>
    None,

    /// <summary>A change of route within a page.</summary>
    Route,

    /// <summary>A page restored as it was left.</summary>
    Restored,

    /// <summary>A request, a click or an error within a page: its times are not those of a load.</summary>
    Within,
}

/// <summary>Reads boomerang's <c>http.initiator</c>.</summary>
internal static class BoomerangInitiators
{
    /// <summary>Reads the field; <c>spa_hard</c> is the first route of a page, which is its load.</summary>
    public static BoomerangInitiator Parse(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.SequenceEqual("spa_hard"u8)) return BoomerangInitiator.None;
        if (name.SequenceEqual("spa"u8)) return BoomerangInitiator.Route;
        return name.SequenceEqual("bfcache"u8) ? BoomerangInitiator.Restored : BoomerangInitiator.Within;
    }

    /// <summary>Tells how a visit began, where the beacon says.</summary>
    public static NavigationKind NavigationOf(in BoomerangFields fields, BoomerangInitiator initiator)
    {
        if (initiator == BoomerangInitiator.Route) return NavigationKind.SoftNavigation;
        if (initiator == BoomerangInitiator.Restored) return NavigationKind.BackForwardCache;
        if (BoomerangNumbers.Either(fields.Prerendered) > 0) return NavigationKind.Prerender;
        return BoomerangNumbers.Either(fields.NavigationType) switch
        {
            0 => NavigationKind.Navigate,
            1 => NavigationKind.Reload,
            2 => NavigationKind.BackForward,
            _ => NavigationKind.Unknown,
        };
    }
}
