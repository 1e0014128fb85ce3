namespace Reliability.Core.Rum.Formats;

/// <summary>The fields of a boomerang beacon that are used, percent-encoded; those that are missing are empty.</summary>
/// <remarks>Source: boomerang 1.815. Times are in milliseconds, in base 10 or 36; <c>nt_</c> ones since 1970.</remarks>
internal ref struct BoomerangFields
{
    public ReadOnlySpan<byte> Address, PageAddress, PageId, Session, Initiator, ConnectionType, Errors;
    public ReadOnlySpan<byte> Done, Response, End, Hidden, BadTimings, NavigationType, Prerendered;
    public ReadOnlySpan<byte> NavigationStart, ActivationStart, DnsStart, DnsEnd, ConnectStart, ConnectEnd, SecureStart, ResponseStart, ReadyEnd, LoadEnd;
    public ReadOnlySpan<byte> Fcp, Lcp, LcpTarget, Inp, InpTarget, InpSince, InpSinceTarget, Fid, OldFid, Cls, ClsTarget;

    /// <summary>Gets whether the page is being left.</summary>
    public bool IsUnload { get; private set; }

    /// <summary>Reads the fields of a form.</summary>
    public static BoomerangFields Read(ReadOnlySpan<byte> form)
    {
        var read = default(BoomerangFields);
        for (var fields = new FormFields(form); fields.Next();) read.Take(fields.Name, fields.Value);
        return read;
    }

    private void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.StartsWith("nt_"u8)) TakeNavigation(name[3..], value);
        else if (name.StartsWith("rt."u8)) TakeRoundTrip(name[3..], value);
        else if (name.StartsWith("pt."u8) || name.StartsWith("et."u8) || name.StartsWith("c."u8)) TakeVital(name, value);
        else if (name.SequenceEqual("u"u8)) Address = value;
        else if (name.SequenceEqual("pgu"u8)) PageAddress = value;
        else if (name.SequenceEqual("pid"u8)) PageId = value;
        else if (name.SequenceEqual("t_done"u8)) Done = value;
        else if (name.SequenceEqual("t_resp"u8)) Response = value;
        else if (name.SequenceEqual("http.initiator"u8)) Initiator = value;
        else if (name.SequenceEqual("mob.etype"u8)) ConnectionType = value;
        else if (name.SequenceEqual("vis.pre"u8)) Prerendered = value;
        else if (name.SequenceEqual("err"u8)) Errors = value;
    }

    private void TakeRoundTrip(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("si"u8)) Session = value;
        else if (name.SequenceEqual("end"u8)) End = value;
        else if (name.SequenceEqual("quit"u8)) IsUnload = true;
    }

    private void TakeNavigation(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("bad"u8)) BadTimings = value;
        else if (name.SequenceEqual("nav_type"u8)) NavigationType = value;
        else if (name.SequenceEqual("nav_st"u8)) NavigationStart = value;
        else if (name.SequenceEqual("act_st"u8)) ActivationStart = value;
        else if (name.SequenceEqual("dns_st"u8)) DnsStart = value;
        else if (name.SequenceEqual("dns_end"u8)) DnsEnd = value;
        else if (name.SequenceEqual("con_st"u8)) ConnectStart = value;
        else if (name.SequenceEqual("con_end"u8)) ConnectEnd = value;
        else if (name.SequenceEqual("ssl_st"u8)) SecureStart = value;
        else if (name.SequenceEqual("res_st"u8)) ResponseStart = value;
        else if (name.SequenceEqual("domcontloaded_end"u8)) ReadyEnd = value;
        else if (name.SequenceEqual("load_end"u8)) LoadEnd = value;
    }

    private void TakeVital(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("pt.hid"u8)) Hidden = value;
        else if (name.SequenceEqual("pt.fcp"u8)) Fcp = value;
        else if (name.SequenceEqual("pt.lcp"u8)) Lcp = value;
        else if (name.SequenceEqual("pt.lcp.s"u8)) LcpTarget = value;
        else if (name.SequenceEqual("et.inp"u8)) Inp = value;
        else if (name.SequenceEqual("et.inp.e"u8)) InpTarget = value;
        else if (name.SequenceEqual("et.inp.inc"u8)) InpSince = value;
        else if (name.SequenceEqual("et.inp.inc.e"u8)) InpSinceTarget = value;
        else if (name.SequenceEqual("et.fid"u8)) Fid = value;
        else if (name.SequenceEqual("c.fid"u8)) OldFid = value;
        else if (name.SequenceEqual("c.cls"u8)) Cls = value;
        else if (name.SequenceEqual("c.cls.topid"u8)) ClsTarget = value;
    }
}
