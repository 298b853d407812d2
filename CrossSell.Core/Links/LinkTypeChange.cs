using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>
/// What a changed type means for the links that it has, inside the write that changes it: pairs are made or dissolved, lists are numbered again, or it is
/// refused.
/// </summary>
internal sealed class LinkTypeChange(WriteSession session, List<LinkType> types)
{
    // What one write changes link by link, so that it can be undone.
    private const int MostLinks = 20_000;

    // Behind every place that a list can have, until it is numbered again.
    private const int Behind = 1_000_000;

    /// <summary>How many links of the type have a value of each field, by code.</summary>
    public static async Task<Dictionary<string, int>> FieldUseAsync(StudioDb db, int typeId, CancellationToken cancellation) =>
        (await LinkTypeSql.FieldCounts(db, typeId).ToListAsync(cancellation)).ToDictionary(row => row.Code, row => row.Count, StringComparer.Ordinal);

    /// <summary>What the links of an existing type do not allow. Values of fields that may be lost are taken away.</summary>
    public async Task<Refusal?> RefuseAsync(LinkType type, LinkTypeEdit edit, string code, CancellationToken cancellation)
    {
        var db = session.Db;
        if (type.Code != code && await db.Links.AnyAsync(link => link.TypeId == type.Id, cancellation))
        {
            return new Refusal("link-type.code", L["The code is already used in files and addresses, so it cannot change."], nameof(LinkTypeEdit.Code));
        }

        if (type.AllowsQuantity && !edit.AllowsQuantity
            && await db.Links.CountAsync(link => link.TypeId == type.Id && link.Quantity > 1, cancellation) is var many and > 0)
        {
            return new Refusal(
                "link-type.quantity",
                L.Plural(
                    many, Said.Whole(many), "{0} link has a quantity above 1, which would be lost. Set it to 1 first.",
                    "{0} links have a quantity above 1, which would be lost. Set them to 1 first."),
                nameof(LinkTypeEdit.AllowsQuantity));
        }

        return type.Fields.Count == 0 ? null : await ChangeFieldsAsync(type, edit, cancellation);
    }

    /// <summary>Gives the type its direction and its place in panels, and lets its links follow.</summary>
    public async Task<Outcome> DirectAsync(LinkType type, LinkDirection direction, int? inverseId, bool fillsPanel, CancellationToken cancellation)
    {
        var inverse = direction == LinkDirection.Inverse ? types.Find(other => other.Id == inverseId) : null;
        if (direction == LinkDirection.Inverse && (inverse is null || inverse == type))
        {
            return new Refusal(
                "link-type.inverse", inverse is null ? L["Choose the reverse link type."] : L["A type cannot be its own reverse: choose two-way instead."],
                nameof(LinkTypeEdit.InverseTypeId));
        }

        var before = types.ToDictionary(item => item.Id, item => (item.Direction, item.InverseTypeId, item.FillsPanel));
        foreach (var other in types.Where(other => other != type && other != inverse
            && (other.InverseTypeId == type.Id || (inverse is not null && other.InverseTypeId == inverse.Id))))
        {
            (other.Direction, other.InverseTypeId) = (LinkDirection.OneWay, null);
        }

        (type.Direction, type.InverseTypeId, type.FillsPanel) = (direction, inverse?.Id, fillsPanel);
        if (inverse is not null)
        {
            (inverse.Direction, inverse.InverseTypeId) = (LinkDirection.Inverse, type.Id);
        }

        var concerned = types.Where(item => before[item.Id] != (item.Direction, item.InverseTypeId, item.FillsPanel)).Select(item => item.Id).ToList();
        if (concerned.Count == 0)
        {
            return Outcome.Done;
        }

        if (await session.Db.Links.CountAsync(link => concerned.Contains(link.TypeId), cancellation) is var links and > MostLinks)
        {
            return new Refusal(
                "link-type.many",
                L["{0} links would change, more than the limit of {1}. Create a new type for new links and retire this one.", Said.Whole(links),
                    Said.Whole(MostLinks)],
                direction != before[type.Id].Direction ? nameof(LinkTypeEdit.Direction) : nameof(LinkTypeEdit.FillsPanel));
        }

        if ((await session.SaveAsync(cancellation)).IsRefused(out var stale))
        {
            return stale;
        }

        return await FollowAsync(session, concerned, before[type.Id].FillsPanel != fillsPanel ? type.Id : null, cancellation);
    }

    /// <summary>Makes pairs and lists right for all links of these types, whatever they were before.</summary>
    public static Task<Outcome> FollowAsync(WriteSession session, IReadOnlyCollection<int> typeIds, CancellationToken cancellation) =>
        FollowAsync(session, typeIds, null, cancellation);

    /// <summary>Products that have more links of the type than it allows keep them; the person should know.</summary>
    public async Task<string?> WarningAsync(LinkType type, CancellationToken cancellation)
    {
        if (type.MaxPerProduct is not { } max)
        {
            return null;
        }

        var over = await session.Db.Links.Where(link => link.TypeId == type.Id).GroupBy(link => link.SourceId).Where(group => group.Count() > max)
            .CountAsync(cancellation);
        return over == 0
            ? null
            : L.Plural(
                over, Said.Whole(over), "{0} product has more than {1}. Existing links stay; new ones are refused.",
                "{0} products have more than {1}. Existing links stay; new ones are refused.", max);
    }

    private static async Task<Outcome> FollowAsync(WriteSession session, IReadOnlyCollection<int> typeIds, int? movedType, CancellationToken cancellation)
    {
        var types = await session.Db.LinkTypes.ToListAsync(cancellation);
        var links = await session.Db.Links.Where(link => typeIds.Contains(link.TypeId)).OrderBy(link => link.Id).ToListAsync(cancellation);
        Pair(session, links, types);
        foreach (var link in links.Where(link => link.TypeId == movedType))
        {
            // Who comes into a list stands behind those that were in it.
            link.PlaceAt(link.Position + Behind);
        }

        if ((await session.SaveAsync(cancellation)).IsRefused(out var stale))
        {
            return stale;
        }

        // New reverse links are among them: their ids are known now.
        var sources = links.SelectMany(link => new[] { link.SourceId, link.TargetId }).ToHashSet();
        return await LinkWriter.RenumberAsync(session, sources, cancellation);
    }

    /// <summary>Makes the pairs of these rows whole and dissolves those that their types do not have; positions are put right afterwards.</summary>
    internal static void Pair(WriteSession session, List<ProductLink> links, List<LinkType> types)
    {
        var backs = types.ToDictionary(type => type.Id, type => LinkRules.ReverseTypeOf(type, types));
        var whole = links.Where(link => link.PairId is not null).GroupBy(link => link.PairId)
            .Where(pair => pair.ToList() is [var one, var other] && backs[one.TypeId]?.Id == other.TypeId && backs[other.TypeId]?.Id == one.TypeId)
            .Select(pair => pair.Key).ToHashSet();
        var loose = new Dictionary<(int Source, int Target, int Type), ProductLink>();
        foreach (var link in links.Where(link => !whole.Contains(link.PairId) || link.PairId is null))
        {
            link.Unpair();
            loose.Add((link.SourceId, link.TargetId, link.TypeId), link);
        }

        foreach (var link in loose.Values.Where(link => link.PairId is null))
        {
            if (backs[link.TypeId] is not { } back)
            {
                continue;
            }

            var pair = Guid.CreateVersion7(session.Now);
            link.PairWith(pair);
            if (loose.TryGetValue((link.TargetId, link.SourceId, back.Id), out var existing))
            {
                existing.PairWith(pair);
                continue;
            }

            var wanted = NewLink.Like(link, link.SourceId, link.TargetId, types.First(type => type.Id == link.TypeId).Code) with { Evidence = link.Evidence };
            var reverse = LinkWriter.New(session.Actor, session.Now, LinkRules.ReverseOf(wanted, back), back.Id);
            reverse.PairWith(pair);
            reverse.PlaceAt(Behind);
            session.Db.Links.Add(reverse);
        }
    }

    private async Task<Refusal?> ChangeFieldsAsync(LinkType type, LinkTypeEdit edit, CancellationToken cancellation)
    {
        var wanted = edit.ReadFields().ToDictionary(field => field.Code, StringComparer.Ordinal);
        var use = await FieldUseAsync(session.Db, type.Id, cancellation);
        var lost = new List<string>();
        foreach (var field in type.Fields)
        {
            var links = use.GetValueOrDefault(field.Code);
            if (wanted.TryGetValue(field.Code, out var kept))
            {
                if (links > 0 && !LinkFields.CanBecome(field.Kind, kept.Kind))
                {
                    return new Refusal(
                        "link-type.field-kind",
                        L.Plural(
                            links, Said.Whole(links), "{0} link has a value of {1} already, which would lose its meaning. Create a new field instead.",
                            "{0} links have a value of {1} already, which would lose its meaning. Create a new field instead.", field.Name),
                        nameof(LinkTypeEdit.Fields));
                }
            }
            else if (links > 0 && edit.LostFields?.Contains(field.Code) != true)
            {
                return new Refusal(
                    LinkTypeService.FieldInUse,
                    L.Plural(
                        links, Said.Whole(links), "{0} link has a value of {1}. Confirm to delete it.",
                        "{0} links have a value of {1}. Confirm to delete them.", field.Name),
                    field.Code);
            }
            else if (links > MostLinks)
            {
                return new Refusal(
                    "link-type.many",
                    L[
                        "{0} links have a value of {1}: too many to change and undo at once. Leave the field, or retire the type.", Said.Whole(links),
                        field.Name],
                    nameof(LinkTypeEdit.Fields));
            }
            else if (links > 0)
            {
                lost.Add(field.Code);
            }
        }

        if (lost.Count > 0)
        {
            var ids = await LinkTypeSql.WithFields(session.Db, type.Id).ToListAsync(cancellation);
            foreach (var link in await session.Db.Links.Where(link => ids.Contains(link.Id)).ToListAsync(cancellation))
            {
                link.Forget(lost);
            }
        }

        return null;
    }
}
