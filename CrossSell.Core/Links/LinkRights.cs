using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>
/// Who may write a link: who has the right in the channels that it names or, where it names none, in every shop that lists its source. The reverse row of a
/// two-way or inverse link stands on the target's own list, so that it needs the same of the target.
/// </summary>
internal static class LinkRights
{
    /// <summary>Where an edit of a link is seen: where it was shown and where it shall be; none is every shop.</summary>
    public static IReadOnlyCollection<int> Reach(IReadOnlyCollection<int> was, IReadOnlyCollection<int> shall) =>
        was.Count == 0 || shall.Count == 0 ? [] : [.. was.Union(shall)];

    /// <summary>Why the actor may not write a link of this reach on its source; null when it may.</summary>
    public static Refusal? Deny(Actor actor, IReadOnlyCollection<int> channelIds, IReadOnlyCollection<int> shops) =>
        actor.DenyInEach(Permission.EditLinks, channelIds.Count > 0 ? channelIds : shops);

    /// <inheritdoc cref="Deny"/>
    public static async Task<Refusal?> DenyAsync(StudioDb db, Actor actor, int sourceId, IReadOnlyCollection<int> channelIds, CancellationToken cancellation) =>
        actor.Can(Permission.EditLinks, null)
            ? null
            : Deny(actor, channelIds, channelIds.Count > 0 ? [] : await ProductChannels.OfAsync(db, sourceId, cancellation));

    /// <summary>Why the actor may not write a link of this reach on the other product; null when it may.</summary>
    /// <param name="channelIds">Those that the link names; none is every shop.</param>
    /// <param name="shops">Those that list the other product.</param>
    public static Refusal? DenyReverse(Actor actor, string name, IReadOnlyCollection<int> channelIds, IReadOnlyCollection<int> shops) =>
        actor.CanInEach(Permission.EditLinks, channelIds.Count > 0 ? channelIds : shops)
            ? null
            : new Refusal(
                Refusal.ForbiddenCode,
                L[
                    "This link goes both ways, and {0} is sold in a shop whose links {1} may not edit. Choose a type that goes one way, or ask someone who may edit links there.",
                    name, actor.Name],
                "target");

    /// <inheritdoc cref="DenyReverse"/>
    public static async Task<Refusal?> DenyReverseAsync(
        WriteSession session, int productId, IReadOnlyCollection<int> channelIds, CancellationToken cancellation)
    {
        if (session.Actor.Can(Permission.EditLinks, null))
        {
            return null;
        }

        var name = await session.Db.Products.Where(product => product.Id == productId).Select(product => product.Name).SingleAsync(cancellation);
        return DenyReverse(session.Actor, name, channelIds, channelIds.Count > 0 ? [] : await ProductChannels.OfAsync(session.Db, productId, cancellation));
    }
}
