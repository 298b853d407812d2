using CrossSell.Core.Common;

namespace CrossSell.Core.Links;

/// <summary>A product as the rules of links see it.</summary>
/// <param name="FamilyId">The parent's id, or its own.</param>
public readonly record struct LinkEnd(int Id, string Name, int FamilyId);

/// <summary>What stands between two products already, of one type.</summary>
/// <param name="Position">From 0; null for one that is asked for in the same breath and not written yet.</param>
public readonly record struct ExistingLink(int? Position, LinkState State);

/// <summary>
/// The one judge of links, pure: what a single link, a batch, an edit, a copy, an import and a repair may write. Callers load what it asks for, each in
/// its own way, and write nothing that it refuses.
/// </summary>
[Engine]
public static class LinkRules
{
    /// <summary>Why a new link would not be made; null when it would.</summary>
    /// <param name="existing">The link of this type that stands between the two already.</param>
    /// <param name="ofType">Links of this type that the source has.</param>
    public static Refusal? Refuse(
        LinkType type, LinkEnd source, LinkEnd target, ExistingLink? existing, int ofType, int quantity, DateTimeOffset? from, DateTimeOffset? to)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (source.Id == target.Id)
        {
            return new Refusal("link.self", $"{source.Name} cannot be linked to itself. Pick another product.", "target");
        }

        if (source.FamilyId == target.FamilyId)
        {
            return new Refusal(
                "link.family", $"{source.Name} and {target.Name} are of one family; a shopper chooses between them, so they are not offered together.",
                "target");
        }

        if (existing is { } there)
        {
            var paused = there.State == LinkState.Paused ? " It is paused: switch it on again instead." : "";
            return new Refusal("link.duplicate", there.Position is { } position
                ? $"{source.Name} is linked to {target.Name} as {type.Name.ToLowerInvariant()} already, at position {position + 1}.{paused}"
                : $"{source.Name} to {target.Name} is in the list already.", "target");
        }

        if (type.Retired)
        {
            return new Refusal("link.retired", $"The type {type.Name} is retired. Choose another type.", "type");
        }

        if (RefuseTerms(type, quantity, from, to) is { } terms)
        {
            return terms;
        }

        return type.MaxPerProduct is { } max && ofType >= max
            ? new Refusal("link.max", $"{source.Name} has {max} links of type {type.Name}, which is the most the shop allows. Remove one first.", "type")
            : null;
    }

    /// <summary>Why a link, new or not, cannot have this quantity or these dates; null when it can.</summary>
    /// <param name="to">Exclusive.</param>
    public static Refusal? RefuseTerms(LinkType type, int quantity, DateTimeOffset? from, DateTimeOffset? to)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (quantity < 1 || (quantity > 1 && !type.AllowsQuantity))
        {
            return new Refusal(
                "link.quantity", type.AllowsQuantity ? "The quantity is at least 1." : $"Links of type {type.Name} have no quantity.", "quantity");
        }

        return from >= to ? new Refusal("link.dates", "The link would end before it begins. Choose a later end.", "validTo") : null;
    }

    /// <summary>The quantity of the reverse link: the same where its own type has quantities, else 1.</summary>
    public static int ReverseQuantity(LinkType reverse, int quantity)
    {
        ArgumentNullException.ThrowIfNull(reverse);
        return reverse.AllowsQuantity ? quantity : 1;
    }
}
