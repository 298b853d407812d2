using CrossSell.Core.Common;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>What became, or would become, of a link that was asked for.</summary>
/// <param name="Refusal">Why it is left out; null when it is made.</param>
/// <param name="Warning">What the person should look at again.</param>
public sealed record LinkVerdict(NewLink Wanted, Refusal? Refusal, string? Warning = null);

/// <summary>
/// The one judge of links, pure: what a gesture, a batch, a bulk edit, an accepted suggestion, an import, a repair and an undo may write. They differ only
/// in how they load the <see cref="ExistingLinks"/> and in how they report; they write nothing that it refuses.
/// </summary>
[Engine]
public static class LinkRules
{
    /// <summary>Whether a link may be made. Who may not edit links there learns nothing of what is there.</summary>
    /// <param name="isSeen">
    /// Somebody looks at this one link and is told the warning. Where nobody does, what would only be warned of is refused: two products that would be
    /// accessory and substitute of one another at once.
    /// </param>
    public static LinkVerdict Judge(ExistingLinks known, NewLink wanted, bool isSeen = true)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(wanted);
        if (!known.Actor.CanAnywhere(People.Permission.EditLinks))
        {
            return No(known.Actor.Deny(People.Permission.EditLinks, null)!);
        }

        if (known.TypeOf(wanted.TypeCode) is not { } type)
        {
            return No(new Refusal("link.type", L["There is no link type \"{0}\".", wanted.TypeCode], "type"));
        }

        if (known.ProductOf(wanted.SourceId) is not { } source || known.ProductOf(wanted.TargetId) is not { } target)
        {
            return No(Refusal.NotFound(L["One of the two products no longer exists."]));
        }

        var reverse = ReverseTypeOf(type, known.Types);
        if ((LinkRights.Deny(known.Actor, wanted.ChannelIds, source.Shops)
            ?? (reverse is null ? null : LinkRights.DenyReverse(known.Actor, target.Name, wanted.ChannelIds, target.Shops))
            ?? RefuseEnds(source, target)
            ?? RefuseDuplicate(type, source, target, known.Find(source.Id, target.Id, type.Id))
            ?? (type.Retired && !wanted.IsReturning
                ? new Refusal("link.retired", L["The type {0} is retired. Choose another type.", type.Name], "type") : null)
            ?? RefuseTerms(type, wanted.Quantity, wanted.ValidFrom, wanted.ValidTo)
            ?? RefuseOver(known, type, source, "type")
            ?? (reverse is null ? null : RefuseReverseOver(known, reverse, source, target))) is { } refusal)
        {
            return No(refusal);
        }

        if (!Contradicts(known, type, wanted))
        {
            return new LinkVerdict(wanted, null);
        }

        return isSeen
            ? new LinkVerdict(
                wanted, null,
                L["With this link, {0} is both an accessory and a substitute of {1}. One of the two is probably wrong.", target.Name, source.Name])
            : No(new Refusal("link.contradiction", L["{0} would be both an accessory and a substitute of {1}.", target.Name, source.Name], "type"));

        LinkVerdict No(Refusal why) => new(wanted, why);
    }

    /// <summary>Why a link that is there cannot get the reverse link that its type has; null when it can, has it, or needs none.</summary>
    public static Refusal? RefuseReverse(ExistingLinks known, LinkType type, int sourceId, int targetId, IReadOnlyCollection<int> channelIds)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(type);
        if (ReverseTypeOf(type, known.Types) is not { } reverse || known.ProductOf(sourceId) is not { } source || known.ProductOf(targetId) is not { } target)
        {
            return null;
        }

        return LinkRights.DenyReverse(known.Actor, target.Name, channelIds, target.Shops) ?? RefuseReverseOver(known, reverse, source, target);
    }

    /// <summary>Why a link, new or not, cannot have this quantity or these dates; null when it can.</summary>
    /// <param name="to">Exclusive.</param>
    public static Refusal? RefuseTerms(LinkType type, int quantity, DateTimeOffset? from, DateTimeOffset? to)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (quantity < 1 || (quantity > 1 && !type.AllowsQuantity))
        {
            return new Refusal(
                "link.quantity", type.AllowsQuantity ? L["The quantity is at least 1."] : L["Links of type {0} have no quantity.", type.Name], "quantity");
        }

        return from >= to ? new Refusal("link.dates", L["The link ends before it starts. Choose a later end."], "validTo") : null;
    }

    /// <summary>The type of the reverse link; null for one-way types.</summary>
    public static LinkType? ReverseTypeOf(LinkType type, IReadOnlyCollection<LinkType> types)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Direction switch
        {
            LinkDirection.TwoWay => type,
            LinkDirection.Inverse => types.FirstOrDefault(other => other.Id == type.InverseTypeId),
            _ => null,
        };
    }

    /// <summary>The reverse link: it says the same as the link, as far as its own type can.</summary>
    public static NewLink ReverseOf(NewLink wanted, LinkType reverse)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(reverse);
        return wanted with
        {
            SourceId = wanted.TargetId,
            TargetId = wanted.SourceId,
            TypeCode = reverse.Code,
            Origin = LinkOrigin.Inverse,
            Quantity = reverse.AllowsQuantity ? wanted.Quantity : 1,
            Fields = LinkFields.Of(reverse, wanted.Fields),
        };
    }

    private static Refusal? RefuseEnds(LinkEnd source, LinkEnd target) =>
        source.Id == target.Id
            ? new Refusal("link.self", L["{0} cannot be linked to itself. Choose another product.", source.Name], "target")
        : source.FamilyId == target.FamilyId
            ? new Refusal(
                "link.family", L["{0} and {1} are variants of one family, so they are not recommended together.", source.Name, target.Name],
                "target")
        : null;

    private static Refusal? RefuseDuplicate(LinkType type, LinkEnd source, LinkEnd target, ExistingLink? existing)
    {
        if (existing is not { } there)
        {
            return null;
        }

        string sentence = there.Id == 0
            ? L["{0} to {1} is already in the list.", source.Name, target.Name]
            : L["{0} is already linked to {1} as {2} at position {3}.", source.Name, target.Name, type.Name.ToLowerInvariant(), there.Position + 1];
        return new Refusal(
            "link.duplicate", there.Id != 0 && there.State == LinkState.Paused ? L["{0} It is paused: resume it instead.", sentence].Value : sentence,
            "target");
    }

    private static Refusal? RefuseReverseOver(ExistingLinks known, LinkType reverse, LinkEnd source, LinkEnd target) =>
        known.Find(target.Id, source.Id, reverse.Id) is null ? RefuseOver(known, reverse, target, "target") : null;

    private static Refusal? RefuseOver(ExistingLinks known, LinkType type, LinkEnd product, string field) =>
        type.MaxPerProduct is { } max && known.Count(product.Id, type.Id) >= max
            ? new Refusal(
                "link.max", L["{0} has {1} links of type {2}, which is the most the shop allows. Remove one first.", product.Name, max, type.Name], field)
            : null;

    private static bool Contradicts(ExistingLinks known, LinkType type, NewLink wanted) => type.Kind switch
    {
        LinkKind.Accessory => known.AreJoined(LinkKind.Substitute, wanted.SourceId, wanted.TargetId),
        LinkKind.Substitute => known.AreJoined(LinkKind.Accessory, wanted.SourceId, wanted.TargetId),
        _ => false,
    };
}
