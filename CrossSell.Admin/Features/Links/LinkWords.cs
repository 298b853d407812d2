using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>Links as people read them.</summary>
internal static class LinkWords
{
    /// <summary>"accessory ⇄ fits"; a two-way type stands once.</summary>
    public static string TypeWithBack(LinkRow row, Channel? channel) => row.BackType is { } back && back.Id != row.Type.Id
        ? $"{row.Type.WordFor(channel)} ⇄ {back.WordFor(channel)}"
        : row.BackType is not null ? $"{row.Type.WordFor(channel)} ⇄" : row.Type.WordFor(channel);

    /// <summary>What the link may become: the types in use, and its own.</summary>
    public static IReadOnlyList<Choice<string>> Types(LinkNeighbourhood around, LinkRow row, Channel? channel) =>
    [
        .. around.Types.Where(type => !type.Retired || type.Id == row.Type.Id).Select(type => new Choice<string>(type.Code, type.WordFor(channel))),
    ];

    public static string Origin(ProductLink link)
    {
        var how = link.Origin switch
        {
            LinkOrigin.Suggestion => L["accepted suggestion"].Value,
            LinkOrigin.Import => L["import"].Value,
            LinkOrigin.Inverse => L["reverse link"].Value,
            _ => L["manual"].Value,
        };
        return $"{how}, {link.CreatedBy}, {Formats.Day(link.CreatedAt)}";
    }

    /// <summary>What the anchor's panel does with the target now: "shown, slot 2" or why not.</summary>
    public static (bool Shown, string Words) InPanel(Panel? panel, int targetId)
    {
        var entries = (panel?.Trace ?? []).Where(entry => entry.ProductId == targetId).ToArray();
        if (Array.Find(entries, entry => entry.Verdict == TraceVerdict.Shown) is { } shown)
        {
            return (true, L["shown, slot {0}", Formats.Count(shown.Position)].Value);
        }

        return (
            false, entries.FirstOrDefault(entry => entry.Layer is LinkLayer)?.Sentence ?? entries.FirstOrDefault()?.Sentence ?? L["not shown"].Value);
    }

    /// <summary>The same for one link: a paused or dated one may still be shown by another layer, and then says so.</summary>
    public static (bool Shown, string Words) InPanel(Panel? panel, ProductLink link, DateTimeOffset now)
    {
        var (shown, words) = InPanel(panel, link.TargetId);
        return Warning(link, now) is not { } warning ? (shown, words)
            : shown ? (false, L["{0}; still {1}, from orders or a bundle", warning, words].Value) : (false, warning);
    }

    /// <summary>What a change set was about: who goes back and forth wants to read that, not how often.</summary>
    public static string WithoutUndid(string purpose)
    {
        const string Undid = "Undid: ";
        while (purpose.StartsWith(Undid, StringComparison.Ordinal))
        {
            purpose = purpose[Undid.Length..];
        }

        return purpose;
    }

    /// <summary>Why shoppers do not see the link now; null when they do or could.</summary>
    public static string? Warning(ProductLink link, DateTimeOffset now) => link switch
    {
        { State: LinkState.Paused } => L["paused"].Value,
        _ when link.ValidTo <= now => L["expired"].Value,
        _ when link.ValidFrom > now => L["not started yet"].Value,
        _ => null,
    };
}
