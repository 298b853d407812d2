using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>
/// The link types that the shop defines: for administrators. Links are never lost by it and keep their invariants: when a type in use gets
/// another direction or comes into panels, its links follow in the same write; what cannot follow is refused with a sentence.
/// </summary>
public sealed class LinkTypeService(StudioStore store)
{
    /// <summary>The code of the refusal to drop a field that links have values of.</summary>
    public const string FieldInUse = "link-type.field-used";

    /// <summary>All of them, in their order.</summary>
    public async Task<IReadOnlyList<LinkType>> ListAsync(CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.LinkTypes.OrderBy(type => type.Position).ThenBy(type => type.Id).ToListAsync(cancellation);
    }

    /// <summary>How many links each type has; types without links are left out.</summary>
    public async Task<IReadOnlyDictionary<int, int>> UseAsync(CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.Links.GroupBy(link => link.TypeId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, cancellation);
    }

    /// <summary>How many links of the type have a value of each of its fields, by code.</summary>
    public async Task<IReadOnlyDictionary<string, int>> FieldUseAsync(int id, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await LinkTypeChange.FieldUseAsync(db, id, cancellation);
    }

    /// <summary>Adds or changes a type.</summary>
    public async Task<Outcome<LinkTypeWritten>> SaveAsync(LinkTypeEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        if ((actor.Deny(Permission.Administer, null) ?? edit.Wrong()) is { } wrong)
        {
            return wrong;
        }

        await using var session = await store.WriteAsync(actor, $"Added the link type {edit.Name.Trim()}", cancellation);
        var types = await session.Db.LinkTypes.OrderBy(type => type.Position).ToListAsync(cancellation);
        var others = types.Where(type => type.Id != edit.Id).ToList();
        var code = string.IsNullOrWhiteSpace(edit.Code) ? CatalogCode.Of(edit.Name, others.Select(other => other.Code)) : edit.Code.Trim();
        if (!CatalogCode.IsCode(code) || others.Exists(other => other.Code == code))
        {
            return new Refusal(
                "link-type.code", L["A code has lower-case letters, digits and hyphens, and no other link type has it."], nameof(LinkTypeEdit.Code));
        }

        if (others.Exists(other => string.Equals(other.Name, edit.Name.Trim(), StringComparison.OrdinalIgnoreCase)))
        {
            return new Refusal("link-type.name", L["There is already a link type {0}.", edit.Name.Trim()], nameof(LinkTypeEdit.Name));
        }

        var change = new LinkTypeChange(session, types);
        LinkType type;
        if (edit.Id is { } id)
        {
            if ((Find(types, id, edit.Version)).IsRefused(out var gone, out var found))
            {
                return gone;
            }

            type = found;
            if (await change.RefuseAsync(type, edit, code, cancellation) is { } refused)
            {
                return refused;
            }

            session.Purpose = $"Edited the link type {edit.Name.Trim()}";
        }
        else
        {
            type = new LinkType { Code = code, Name = "", Position = types.Count == 0 ? 0 : types.Max(other => other.Position) + 1 };
            session.Db.Add(type);
            types.Add(type);
        }

        (type.Code, type.Name, type.Kind) = (code, edit.Name.Trim(), edit.Kind);
        (type.AllowsQuantity, type.MaxPerProduct, type.Color, type.Line) = (
            edit.AllowsQuantity, edit.MaxPerProduct, edit.Color, edit.Color is null ? LinkLine.Solid : edit.Line);
        type.Labels = Labels(edit);
        type.Fields = edit.ReadFields();
        // Its id is needed by the reverse type.
        if ((await session.SaveAsync(cancellation)).IsRefused(out var stale))
        {
            return stale;
        }

        if ((await change.DirectAsync(type, edit.Direction, edit.InverseTypeId, edit.FillsPanel, cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        var warning = await change.WarningAsync(type, cancellation);
        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out var set)
            ? refusal
            : new LinkTypeWritten(type.Id, set, edit.Id is null ? L["Added {0}.", type.Name] : L["Saved {0}.", type.Name], warning);
    }

    /// <summary>Puts a type before another in lists and forms; null puts it last.</summary>
    public async Task<Outcome<LinkTypeWritten>> MoveAsync(int id, int? beforeId, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Moved a link type", cancellation);
        var types = await session.Db.LinkTypes.OrderBy(type => type.Position).ThenBy(type => type.Id).ToListAsync(cancellation);
        if (types.Find(type => type.Id == id) is not { } moved)
        {
            return Gone;
        }

        types.Remove(moved);
        var place = types.FindIndex(type => type.Id == beforeId);
        types.Insert(place < 0 ? types.Count : place, moved);
        for (var position = 0; position < types.Count; position++)
        {
            types[position].Position = position;
        }

        session.Purpose = $"Moved the link type {moved.Name}";
        return await CommitAsync(session, moved, L["Moved {0}.", moved.Name], cancellation);
    }

    /// <summary>
    /// Retires a type, so that no new links of it are made while those that stand go on, or takes it back into use. Its inverse goes with it.
    /// </summary>
    public async Task<Outcome<LinkTypeWritten>> RetireAsync(int id, int version, bool retired, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Retired a link type", cancellation);
        var types = await session.Db.LinkTypes.ToListAsync(cancellation);
        if (Find(types, id, version).IsRefused(out var gone, out var type))
        {
            return gone;
        }

        if (retired && types.TrueForAll(other => other.Retired || other.Id == id || other.Id == type.InverseTypeId))
        {
            return new Refusal("link-type.last", L["This is the last link type in use. Add another first."]);
        }

        type.Retired = retired;
        LinkType? also = null;
        if (type.Direction == LinkDirection.Inverse && types.Find(other => other.Id == type.InverseTypeId) is { } inverse)
        {
            inverse.Retired = retired;
            also = inverse;
        }

        session.Purpose = $"{(retired ? "Retired" : "Restored")} the link type {type.Name}{(also is null ? "" : $" and {also.Name}")}";
        string done = also is null
            ? retired ? L["Retired the link type {0}.", type.Name] : L["Restored the link type {0}.", type.Name]
            : retired ? L["Retired the link type {0} and {1}.", type.Name, also.Name] : L["Restored the link type {0} and {1}.", type.Name, also.Name];
        return await CommitAsync(session, type, done, cancellation);
    }

    /// <summary>Removes a type that no link has. A type that was its inverse becomes one-way.</summary>
    public async Task<Outcome<LinkTypeWritten>> DeleteAsync(int id, int version, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Removed a link type", cancellation);
        var types = await session.Db.LinkTypes.ToListAsync(cancellation);
        if (Find(types, id, version).IsRefused(out var gone, out var type))
        {
            return gone;
        }

        if (await session.Db.Links.CountAsync(link => link.TypeId == id, cancellation) is var links and > 0)
        {
            return new Refusal("link-type.used", L.Plural(
                links, Said.Whole(links), "{0} link is of this type. Retire it instead: existing links stay, and no new ones can be created.",
                "{0} links are of this type. Retire it instead: existing links stay, and no new ones can be created."));
        }

        if (types.TrueForAll(other => other.Retired || other.Id == id))
        {
            return new Refusal("link-type.last", L["This is the last link type in use. Add another first."]);
        }

        foreach (var other in types.Where(other => other.InverseTypeId == id && other.Id != id))
        {
            (other.Direction, other.InverseTypeId) = (LinkDirection.OneWay, null);
        }

        session.Purpose = $"Removed the link type {type.Name}";
        session.Db.Remove(type);
        return await CommitAsync(session, type, L["Deleted {0}.", type.Name], cancellation);
    }

    private static Refusal Gone => Refusal.NotFound(L["This link type no longer exists."]);

    private static Outcome<LinkType> Find(List<LinkType> types, int id, int version) =>
        types.Find(type => type.Id == id) is not { } type ? Gone
        : type.Version != version ? Refusal.Stale(L["{0} was changed by someone else. Reload and try again.", type.Name])
        : type;

    private static Dictionary<string, string> Labels(LinkTypeEdit edit) => (edit.Labels ?? new Dictionary<string, string>())
        .Where(label => !string.IsNullOrWhiteSpace(label.Value)).ToDictionary(label => label.Key.Trim(), label => label.Value.Trim(), StringComparer.Ordinal);

    private static async Task<Outcome<LinkTypeWritten>> CommitAsync(WriteSession session, LinkType type, string done, CancellationToken cancellation) =>
        (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var set) ? refusal : new LinkTypeWritten(type.Id, set, done);
}
