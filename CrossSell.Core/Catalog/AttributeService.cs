using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>One option as it is to be.</summary>
/// <param name="Was">What it was called before; null when it is new.</param>
public sealed record OptionEdit(string Text, string? Was = null);

/// <summary>What a person writes about an attribute.</summary>
/// <param name="Id">Null makes a new one.</param>
/// <param name="Code">Blank makes one from the name.</param>
/// <param name="Options">In order. Options that were there and are not named any more are removed.</param>
/// <param name="Replacements">For removed options that products still have: the option that takes their place.</param>
public sealed record AttributeEdit(
    int? Id,
    int Version,
    string Code,
    string Name,
    AttributeKind Kind,
    string? Unit,
    IReadOnlyList<OptionEdit> Options,
    bool IsFacet,
    IReadOnlyDictionary<string, string>? Replacements = null);

/// <summary>
/// The attributes that the shop defines: for administrators. What products hold is never lost by it: kind and code stay once there are values, an option in use
/// goes only when another takes its place.
/// </summary>
public sealed class AttributeService(StudioStore store)
{
    public const int NameLength = 60;
    public const int UnitLength = 16;
    public const int OptionLength = 80;
    public const string OptionInUse = "attribute.option-used";

    // What one write changes value by value, so that it can be undone.
    private const int MostValues = 20_000;

    /// <summary>Whether values of one kind are values of the other without being touched.</summary>
    public static bool CanBecome(AttributeKind from, AttributeKind to) =>
        from == to || (from, to) is (AttributeKind.Choice, AttributeKind.Choices or AttributeKind.Text)
            or (AttributeKind.YesNo or AttributeKind.Color, AttributeKind.Text);

    public static bool HasOptions(AttributeKind kind) => kind is AttributeKind.Choice or AttributeKind.Choices;

    /// <summary>Adds or changes an attribute.</summary>
    public async Task<Outcome<(int Id, long ChangeSetId)>> SaveAsync(AttributeEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        if ((actor.Deny(Permission.Administer, null) ?? Wrong(edit)) is { } wrong)
        {
            return wrong;
        }

        await using var session = await store.WriteAsync(actor, $"Added the attribute {edit.Name.Trim()}", cancellation);
        var others = await session.Db.Attributes.AsNoTracking().Where(other => other.Id != edit.Id).ToListAsync(cancellation);
        var code = string.IsNullOrWhiteSpace(edit.Code) ? CatalogCode.Of(edit.Name, others.Select(other => other.Code)) : edit.Code.Trim();
        if (!CatalogCode.IsCode(code) || others.Exists(other => other.Code == code))
        {
            return new Refusal(
                "attribute.code", L["A code has lower-case letters, digits and hyphens, and no other attribute has it."], nameof(AttributeEdit.Code));
        }

        AttributeDefinition attribute;
        if (edit.Id is { } id)
        {
            if (await session.Db.Attributes.AsTracking().SingleOrDefaultAsync(item => item.Id == id, cancellation) is not { } found)
            {
                return Refusal.NotFound(L["This attribute no longer exists."]);
            }

            if (found.Version != edit.Version)
            {
                return Refusal.Stale(L["{0} was changed by someone else. Reload and try again.", found.Name]);
            }

            if (await ChangeAsync(session, found, edit, code, cancellation) is { } refused)
            {
                return refused;
            }

            attribute = found;
            session.Purpose = $"Edited the attribute {edit.Name.Trim()}";
        }
        else
        {
            attribute = new AttributeDefinition { Code = code, Name = "", Position = others.Count == 0 ? 0 : others.Max(other => other.Position) + 1 };
            session.Db.Add(attribute);
        }

        (attribute.Code, attribute.Name, attribute.Kind, attribute.IsFacet) = (code, edit.Name.Trim(), edit.Kind, edit.IsFacet);
        attribute.Unit = edit.Kind == AttributeKind.Number && !string.IsNullOrWhiteSpace(edit.Unit) ? edit.Unit.Trim() : null;
        attribute.Options = HasOptions(edit.Kind) ? [.. edit.Options.Select(option => option.Text.Trim())] : [];
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var set) ? refusal : (attribute.Id, set);
    }

    /// <summary>Puts an attribute before another in lists and forms; null puts it last.</summary>
    public async Task<Outcome<long>> MoveAsync(int id, int? beforeId, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Moved an attribute", cancellation);
        var all = await session.Db.Attributes.AsTracking().OrderBy(item => item.Position).ThenBy(item => item.Id).ToListAsync(cancellation);
        if (all.Find(item => item.Id == id) is not { } moved)
        {
            return Refusal.NotFound(L["This attribute no longer exists."]);
        }

        all.Remove(moved);
        var place = all.FindIndex(item => item.Id == beforeId);
        all.Insert(place < 0 ? all.Count : place, moved);
        for (var position = 0; position < all.Count; position++)
        {
            all[position].Position = position;
        }

        session.Purpose = $"Moved the attribute {moved.Name}";
        return await session.CommitAsync(cancellation);
    }

    /// <summary>Removes an attribute that nothing uses.</summary>
    public async Task<Outcome<long>> DeleteAsync(int id, int version, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Removed an attribute", cancellation);
        var db = session.Db;
        if (await db.Attributes.AsTracking().SingleOrDefaultAsync(item => item.Id == id, cancellation) is not { } attribute)
        {
            return Refusal.NotFound(L["This attribute no longer exists."]);
        }

        if (attribute.Version != version)
        {
            return Refusal.Stale(L["{0} was changed by someone else. Reload and try again.", attribute.Name]);
        }

        if (await db.AttributeValues.CountAsync(value => value.AttributeId == id, cancellation) is var products and > 0)
        {
            return new Refusal(
                "attribute.used", L.Plural(
                    products, Written(products), "{0} product has {1}. Remove it from them first.", "{0} products have {1}. Remove it from them first.",
                    attribute.Name));
        }

        var types = await db.ProductTypes.Where(type => type.Attributes.Any(place => place.AttributeId == id)).Select(type => type.Name)
            .ToListAsync(cancellation);
        var channels = (await db.Channels.AsNoTracking().ToListAsync(cancellation))
            .Where(channel => channel.RequiredFields.Contains(Completeness.AttributePrefix + attribute.Code));
        if (types.Concat(channels.Select(channel => channel.Name)).ToList() is { Count: > 0 } users)
        {
            return new Refusal("attribute.used", L["{0} belongs to {1}. Remove it there first.", attribute.Name, string.Join(", ", users)]);
        }

        session.Purpose = $"Removed the attribute {attribute.Name}";
        db.Remove(attribute);
        return await session.CommitAsync(cancellation);
    }

    /// <summary>How many products have each option.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OptionUseAsync(int id, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var use = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in await db.AttributeValues.Where(value => value.AttributeId == id).GroupBy(value => value.Text)
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellation))
        {
            foreach (var part in row.Key.Split(AttributeValue.Separator, StringSplitOptions.RemoveEmptyEntries))
            {
                use[part] = use.GetValueOrDefault(part) + row.Count;
            }
        }

        return use;
    }

    private static Refusal? Wrong(AttributeEdit edit)
    {
        var options = edit.Options.Select(option => option.Text.Trim()).ToList();
        return string.IsNullOrWhiteSpace(edit.Name) || edit.Name.Trim().Length > NameLength
                ? new Refusal("attribute.name", L["An attribute needs a name of at most {0} characters.", NameLength], nameof(AttributeEdit.Name))
            : edit.Unit?.Trim().Length > UnitLength
                ? new Refusal("attribute.unit", L["A unit has at most {0} characters.", UnitLength], nameof(AttributeEdit.Unit))
            : !HasOptions(edit.Kind) ? null
            : options.Count == 0 ? new Refusal("attribute.options", L["Add at least one option."], nameof(AttributeEdit.Options))
            : options.Exists(option => option.Length is 0 or > OptionLength || option.Contains(AttributeValue.Separator, StringComparison.Ordinal))
                ? new Refusal("attribute.options", L["An option has 1 to {0} characters on one line.", OptionLength], nameof(AttributeEdit.Options))
            : options.Distinct(StringComparer.OrdinalIgnoreCase).Count() < options.Count
                ? new Refusal("attribute.options", L["Two options are the same."], nameof(AttributeEdit.Options))
            : null;
    }

    private static async Task<Refusal?> ChangeAsync(
        WriteSession session, AttributeDefinition attribute, AttributeEdit edit, string code, CancellationToken cancellation)
    {
        var db = session.Db;
        var hasValues = await db.AttributeValues.AnyAsync(value => value.AttributeId == attribute.Id, cancellation);
        if (attribute.Kind != edit.Kind && hasValues && !CanBecome(attribute.Kind, edit.Kind))
        {
            return new Refusal(
                "attribute.kind", L["Products have values of this kind already, which would lose their meaning. Create a new attribute instead."],
                nameof(AttributeEdit.Kind));
        }

        var field = Completeness.AttributePrefix + attribute.Code;
        if (attribute.Code != code
            && (hasValues || (await db.Channels.AsNoTracking().ToListAsync(cancellation)).Exists(channel => channel.RequiredFields.Contains(field))))
        {
            return new Refusal("attribute.code", L["The code is already used in files and addresses, so it cannot change."], nameof(AttributeEdit.Code));
        }

        return HasOptions(attribute.Kind) && HasOptions(edit.Kind) ? await ChangeOptionsAsync(session, attribute, edit, cancellation) : null;
    }

    private static async Task<Refusal?> ChangeOptionsAsync(
        WriteSession session, AttributeDefinition attribute, AttributeEdit edit, CancellationToken cancellation)
    {
        var kept = edit.Options.Where(option => option.Was is not null)
            .ToDictionary(option => option.Was!, option => option.Text.Trim(), StringComparer.Ordinal);
        var moved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in attribute.Options)
        {
            if (kept.TryGetValue(option, out var text))
            {
                moved.Add(option, text);
            }
            else if (edit.Replacements?.GetValueOrDefault(option) is { } replacement)
            {
                if (!edit.Options.Any(other => other.Text.Trim() == replacement))
                {
                    return new Refusal("attribute.replacement", L["\"{0}\" is no option.", replacement], nameof(AttributeEdit.Options));
                }

                moved.Add(option, replacement);
            }
        }

        // Only what reads differently or goes away concerns products.
        var concerned = attribute.Options.Where(option => !moved.TryGetValue(option, out var text) || text != option).ToHashSet(StringComparer.Ordinal);
        if (concerned.Count == 0)
        {
            return null;
        }

        var texts = (await session.Db.AttributeValues.Where(value => value.AttributeId == attribute.Id).GroupBy(value => value.Text)
                .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellation))
            .Where(row => Parts(row.Key).Any(concerned.Contains)).ToList();
        foreach (var option in concerned.Where(option => !moved.ContainsKey(option)))
        {
            if (texts.Where(row => Parts(row.Key).Contains(option)).Sum(row => row.Count) is var products and > 0)
            {
                return new Refusal(
                    OptionInUse,
                    L.Plural(
                        products, Written(products), "{0} product has the option \"{1}\". Choose a replacement.",
                        "{0} products have the option \"{1}\". Choose a replacement.", option),
                    option);
            }
        }

        if (texts.Sum(row => row.Count) is var all and > MostValues)
        {
            return new Refusal(
                "attribute.many", L["{0} products have these options. Change them by a bulk edit in the product list first.", $"{all:N0}"],
                nameof(AttributeEdit.Options));
        }

        var keys = texts.ConvertAll(row => row.Key);
        foreach (var value in await session.Db.AttributeValues.AsTracking().Where(value => value.AttributeId == attribute.Id && keys.Contains(value.Text))
            .ToListAsync(cancellation))
        {
            value.Text = string
                .Join(AttributeValue.Separator, Parts(value.Text).Select(part => moved.GetValueOrDefault(part, part)).Distinct(StringComparer.Ordinal));
        }

        return null;
    }

    private static string Written(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string[] Parts(string text) => text.Split(AttributeValue.Separator, StringSplitOptions.RemoveEmptyEntries);
}
