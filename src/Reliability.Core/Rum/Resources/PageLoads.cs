using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>What some pages of a site loaded on a day, and which elements their vitals hung on. Bounded; not thread-safe.</summary>
/// <remarks>What comes after the bounds are reached is counted under <see cref="LabelCatalogue.Other"/>, so totals stay exact.</remarks>
public sealed class PageLoads
{
    /// <summary>The most combinations of page, type and host.</summary>
    public const int MaxResources = 300;

    /// <summary>The most combinations of page, metric and element.</summary>
    public const int MaxCauses = 100;

    /// <summary>The most pages.</summary>
    public const int MaxPages = 60;

    /// <summary>The largest stored form, in bytes: one binary property of a table entity.</summary>
    public const int MaxEncodedBytes = 65_536;

    // With the numbers of all entries at their longest this stays below the largest stored form.
    private const int MaxTextBytes = 30_000;
    private const byte Version = 1;

    private readonly Dictionary<ResourceKey, ResourceUse> _resources = [];
    private readonly Dictionary<CauseKey, CauseUse> _causes = [];
    private readonly Dictionary<string, long> _visits = [];
    private int _textBytes;

    /// <summary>Gets the resources.</summary>
    public IReadOnlyDictionary<ResourceKey, ResourceUse> Resources => _resources;

    /// <summary>Gets the causes.</summary>
    public IReadOnlyDictionary<CauseKey, CauseUse> Causes => _causes;

    /// <summary>Gets the number of visits, by page, that told what they loaded.</summary>
    public IReadOnlyDictionary<string, long> Visits => _visits;

    /// <summary>Adds resources.</summary>
    public void Add(ResourceKey key, ResourceUse use)
    {
        if (!_resources.ContainsKey(key) && (_resources.Count >= MaxResources || !HasRoomFor(key.Host)))
            key = key with { Page = LabelCatalogue.Other, Host = LabelCatalogue.Other };
        CollectionsMarshal.GetValueRefOrAddDefault(_resources, key, out _) += use;
    }

    /// <summary>Adds causes.</summary>
    public void Add(CauseKey key, CauseUse use)
    {
        if (!_causes.ContainsKey(key) && (_causes.Count >= MaxCauses || !HasRoomFor(key.Target)))
            key = key with { Page = LabelCatalogue.Other, Target = LabelCatalogue.Other };
        CollectionsMarshal.GetValueRefOrAddDefault(_causes, key, out _) += use;
    }

    /// <summary>Adds visits of a page and gets the name that the rest of what they told is to be added under.</summary>
    public string Visit(string page, long visits)
    {
        if (!_visits.ContainsKey(page) && (_visits.Count >= MaxPages || !HasRoomFor(page))) page = LabelCatalogue.Other;
        CollectionsMarshal.GetValueRefOrAddDefault(_visits, page, out _) += visits;
        return page;
    }

    /// <summary>Adds everything of another, which is left unchanged.</summary>
    public void Merge(PageLoads other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var pages = other._visits.OrderBy(visit => visit.Key, StringComparer.Ordinal).ToDictionary(visit => visit.Key, visit => Visit(visit.Key, visit.Value));
        foreach (var (key, use) in InOrder(other._resources)) Add(key with { Page = pages.GetValueOrDefault(key.Page, LabelCatalogue.Other) }, use);
        foreach (var (key, use) in InOrder(other._causes)) Add(key with { Page = pages.GetValueOrDefault(key.Page, LabelCatalogue.Other) }, use);
    }

    /// <summary>Encodes; the same bytes for the same content.</summary>
    public byte[] Encode()
    {
        var writer = new RecordWriter();
        var pages = _visits.Keys.Union(_resources.Keys.Select(key => key.Page)).Union(_causes.Keys.Select(key => key.Page)).Order(StringComparer.Ordinal).ToList();
        writer.Byte(Version);
        writer.Count(pages.Count);
        foreach (var page in pages)
        {
            writer.Text(page);
            writer.Count(_visits.GetValueOrDefault(page));
        }

        writer.Count(_resources.Count);
        foreach (var (key, use) in InOrder(_resources))
        {
            writer.Count(pages.IndexOf(key.Page));
            writer.Byte((byte)key.Type);
            writer.Text(key.Host);
            use.WriteTo(writer);
        }

        writer.Count(_causes.Count);
        foreach (var (key, use) in InOrder(_causes))
        {
            writer.Count(pages.IndexOf(key.Page));
            writer.Byte((byte)key.Metric);
            writer.Text(key.Target);
            use.WriteTo(writer);
        }

        return writer.Written.ToArray();
    }

    /// <summary>Decodes what <see cref="Encode"/> wrote.</summary>
    /// <returns><see langword="false"/> when the bytes are something else.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PageLoads? loads)
    {
        loads = null;
        var read = new PageLoads();
        var reader = new RecordReader(bytes);
        if (reader.Byte() != Version) return false;
        var pages = new List<string>();
        for (var left = reader.Count(); left > 0 && !reader.Failed; left--)
        {
            pages.Add(reader.Text());
            read.Visit(pages[^1], reader.Count());
        }

        for (var left = reader.Count(); left > 0 && !reader.Failed; left--)
        {
            var (page, type, host) = (reader.Count(), (ResourceKind)reader.Byte(), reader.Text());
            if (page >= pages.Count || !Enum.IsDefined(type)) return false;
            read.Add(new ResourceKey(pages[(int)page], type, host), ResourceUse.Read(ref reader));
        }

        for (var left = reader.Count(); left > 0 && !reader.Failed; left--)
        {
            var (page, metric, target) = (reader.Count(), (VitalMetric)reader.Byte(), reader.Text());
            if (page >= pages.Count || !Enum.IsDefined(metric)) return false;
            read.Add(new CauseKey(pages[(int)page], metric, target), CauseUse.Read(ref reader));
        }

        loads = reader.AtEnd && !reader.Failed ? read : null;
        return loads is not null;
    }

    private bool HasRoomFor(string text)
    {
        if (text == LabelCatalogue.Other) return true;
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (_textBytes + bytes > MaxTextBytes) return false;
        _textBytes += bytes;
        return true;
    }

    private static IOrderedEnumerable<KeyValuePair<ResourceKey, ResourceUse>> InOrder(Dictionary<ResourceKey, ResourceUse> resources) =>
        resources.OrderBy(pair => pair.Key.Page, StringComparer.Ordinal).ThenBy(pair => pair.Key.Type).ThenBy(pair => pair.Key.Host, StringComparer.Ordinal);

    private static IOrderedEnumerable<KeyValuePair<CauseKey, CauseUse>> InOrder(Dictionary<CauseKey, CauseUse> causes) =>
        causes.OrderBy(pair => pair.Key.Page, StringComparer.Ordinal).ThenBy(pair => pair.Key.Metric).ThenBy(pair => pair.Key.Target, StringComparer.Ordinal);
}
