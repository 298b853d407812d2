using System.Globalization;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Workbench.WorkbenchTexts;

namespace CrossSell.Core.Workbench;

/// <summary>Says recorded changes in words: fields as the page calls them, ids as names, enum values in lower case.</summary>
internal sealed class HistoryWords
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["Sku"] = Texts.Key("SKU"), ["Gtin"] = Texts.Key("GTIN"), ["Name"] = Texts.Key("Name"), ["Brand"] = Texts.Key("Brand"),
        ["Description"] = Texts.Key("Description"), ["Status"] = Texts.Key("Status"), ["Tags"] = Texts.Key("Tags"), ["TaxClass"] = Texts.Key("Tax class"),
        ["SuccessorId"] = Texts.Key("Successor"), ["ProductTypeId"] = Texts.Key("Product type"), ["CategoryId"] = Texts.Key("Primary category"),
        ["ParentId"] = Texts.Key("Family"), ["VariantPosition"] = Texts.Key("Place in the family"), ["Price"] = Texts.Key("Price"),
        ["CompareAtPrice"] = Texts.Key("Compare at"), ["Cost"] = Texts.Key("Cost"), ["Stock"] = Texts.Key("Stock"), ["Published"] = Texts.Key("Published"),
        ["AltText"] = Texts.Key("Alt text"), ["Hash"] = Texts.Key("Picture"), ["Picture"] = Texts.Key("Picture"), ["Position"] = Texts.Key("Position"),
        ["ValidFrom"] = Texts.Key("Valid from"), ["ValidTo"] = Texts.Key("Valid to"), ["ChannelIds"] = Texts.Key("Shops"),
        ["TypeId"] = Texts.Key("Link type"), ["Quantity"] = Texts.Key("Quantity"), ["Segment"] = Texts.Key("Segment"), ["Note"] = Texts.Key("Note"),
        ["Fields"] = Texts.Key("Fields"), ["State"] = Texts.Key("State"),
    };

    private static readonly string[] Amounts = ["Price", "CompareAtPrice", "Cost"];
    private static readonly string[] KeysOfParts =
        [
            "Id", "UpdatedAt", "CreatedAt", "Completeness", "Missing", "Version", "ProductId", "ChannelId", "AttributeId", "Locale", "Number", "PairId", "Kind",
            "Origin", "Evidence"];

    private readonly Dictionary<int, Channel> channels = [];
    private readonly Dictionary<int, string> attributes = [];
    private readonly Dictionary<int, string> categories = [];
    private readonly Dictionary<int, string> types = [];
    private readonly Dictionary<int, string> products = [];
    private readonly Dictionary<int, LinkType> linkTypes = [];
    private readonly Dictionary<int, ProductLink> links = [];

    private readonly string? locale;

    private HistoryWords(string? locale) => this.locale = locale;

    public static async Task<HistoryWords> LoadAsync(StudioDb db, IEnumerable<Change> changes, string? locale, CancellationToken cancellation)
    {
        var words = new HistoryWords(locale);
        var all = changes.ToList();
        var fields = all.SelectMany(FieldChanges.Of).ToLookup(field => field.Field, field => (field.Before, field.After));
        List<int> Ids(
            params ReadOnlySpan<string> names) => [.. names.ToArray().SelectMany(name => fields[name]).SelectMany(pair => (string?[])[pair.Before, pair.After])
            .Where(text => text is not null && int.TryParse(text, CultureInfo.InvariantCulture, out _))
            .Select(text => int.Parse(text!, CultureInfo.InvariantCulture)).Distinct()];
        if (all.Exists(change => change.Entity is nameof(Listing) or nameof(ProductLink)))
        {
            Fill(words.channels, await db.Channels.ToListAsync(cancellation), channel => channel.Id, channel => channel);
        }

        var attributeIds = all.Where(change => change.Entity == nameof(AttributeValue)).Select(change => change.KeyPart(1)).Distinct().ToList();
        Fill(
            words.attributes, attributeIds.Count == 0 ? [] : await db.Attributes.Where(item => attributeIds.Contains(item.Id)).ToListAsync(cancellation),
            item => item.Id, item => item.Name + (item.Unit is { } unit ? $" ({unit})" : ""));
        var categoryIds = Ids("CategoryId").Concat(all.Where(change => change.Entity == nameof(ProductCategory)).Select(change => change.KeyPart(1))).Distinct()
            .ToList();
        Fill(words.categories, categoryIds.Count == 0
            ? []
            : await db.Categories.Where(item => categoryIds.Contains(item.Id)).ToListAsync(cancellation), item => item.Id, item => item.Name);
        var typeIds = Ids("ProductTypeId");
        Fill(words.types, typeIds.Count == 0
            ? []
            : await db.ProductTypes.Where(item => typeIds.Contains(item.Id)).ToListAsync(cancellation), item => item.Id, item => item.Name);
        if (all.Exists(change => change.Entity == nameof(ProductLink)))
        {
            Fill(words.linkTypes, await db.LinkTypes.ToListAsync(cancellation), item => item.Id, item => item);
            var linkIds = all.Where(change => change.Entity == nameof(ProductLink)).Select(change => change.KeyPart()).Distinct().ToList();
            Fill(words.links, await db.Links.Where(link => linkIds.Contains(link.Id)).ToListAsync(cancellation), link => link.Id, link => link);
        }

        List<int> productIds = [
            .. Ids("SuccessorId", "ParentId", "SourceId", "TargetId"), .. words.links.Values.SelectMany(link => (int[])[link.SourceId, link.TargetId])];
        Fill(words.products, productIds.Count == 0 ? [] : await db.Products.Where(item => productIds.Contains(item.Id))
            .Select(item => new { item.Id, item.Name }).ToListAsync(cancellation), item => item.Id, item => item.Name);
        return words;
    }

    /// <summary>The fields of one row's change; a row that was made or removed is one field of its own.</summary>
    public IEnumerable<HistoryField> Of(Change change) => change.Entity switch
    {
        nameof(Product) when change.Kind == ChangeKind.Edited => Edited(change, KindOf, Word),
        nameof(Product) => [],
        nameof(ProductText) => Edited(change, _ => HistoryKind.Texts, field => $"{Word(field)} ({change.EntityId.Split('/')[1]})"),
        nameof(AttributeValue) => FieldChanges.Of(change).Where(field => field.Field == nameof(AttributeValue.Text))
            .Select(field => new HistoryField(
                HistoryKind.Attributes, attributes.GetValueOrDefault(change.KeyPart(1)) ?? L["Attribute"].Value, List(field.Before), List(field.After))),
        nameof(ProductCategory) => [Whole(
            HistoryKind.Categories, change, L["Other category"], categories.GetValueOrDefault(change.KeyPart(1)) ?? L["removed"].Value)],
        nameof(Listing) => Listing(change),
        nameof(ProductLink) => Link(change),
        nameof(ProductMedia) when change.Kind == ChangeKind.Edited =>
            Edited(change, _ => HistoryKind.Media, field => field == "Position" ? L["Place of a picture"].Value : Word(field)),
        nameof(ProductMedia) => [Whole(
            HistoryKind.Media, change, L["Picture"],
            FieldChanges.Of(change).Where(field => field.Field == "AltText").Select(field => field.Before ?? field.After).FirstOrDefault()
                ?? L["a picture"].Value)],
        _ => [],
    };

    // As the page calls the field.
    private static string Word(string field) => L[Names.GetValueOrDefault(field, field)];

    private static HistoryKind KindOf(string field) => field switch
    {
        nameof(Product.CategoryId) => HistoryKind.Categories,
        nameof(Product.ProductTypeId) => HistoryKind.Attributes,
        nameof(Product.Picture) => HistoryKind.Media,
        _ => HistoryKind.Content,
    };

    private IEnumerable<HistoryField> Edited(Change change, Func<string, HistoryKind> kind, Func<string, string> name) => FieldChanges.Of(change)
        .Where(field => !KeysOfParts.Contains(field.Field))
        .Select(field => new HistoryField(
            kind(field.Field), name(field.Field), Value(field.Field, field.Before), Value(field.Field, field.After)));

    private IEnumerable<HistoryField> Listing(Change change)
    {
        var channel = channels.GetValueOrDefault(change.KeyPart(1));
        var shop = channel?.Name ?? L["a shop"].Value;
        if (change.Kind != ChangeKind.Edited)
        {
            yield return Whole(HistoryKind.Listings, change, L["Listed"], shop);
        }

        foreach (var field in FieldChanges.Of(change)
            .Where(field => !KeysOfParts.Contains(field.Field) && (change.Kind == ChangeKind.Edited || Amounts.Contains(field.Field))))
        {
            yield return new HistoryField(
                HistoryKind.Listings, L["{0} in {1}", Word(field.Field), shop], Value(field.Field, field.Before),
                Value(field.Field, field.After),
                Amounts.Contains(field.Field) ? channel : null);
        }
    }

    private IEnumerable<HistoryField> Link(Change change)
    {
        var fields = FieldChanges.Of(change);
        int? Id(string name) => fields.FirstOrDefault(field => field.Field == name) is { } field
            && int.TryParse(field.Before ?? field.After, CultureInfo.InvariantCulture, out var id) ? id : null;
        var existing = links.GetValueOrDefault(change.KeyPart());
        var source = products.GetValueOrDefault(Id("SourceId") ?? existing?.SourceId ?? 0) ?? L["a product"].Value;
        var target = products.GetValueOrDefault(Id("TargetId") ?? existing?.TargetId ?? 0) ?? L["a product"].Value;
        var type = linkTypes.GetValueOrDefault(Id("TypeId") ?? existing?.TypeId ?? 0)?.WordIn(locale) ?? L["link"].Value;
        if (change.Kind != ChangeKind.Edited)
        {
            return [Whole(HistoryKind.Links, change, L["Link as {0}", type], $"{source} → {target}")];
        }

        // A place that moved because another link came or went is no news.
        return fields.Where(field => !KeysOfParts.Contains(field.Field) && field.Field != nameof(ProductLink.Position))
            .Select(field => new HistoryField(
                HistoryKind.Links, L["{0} of {1}", Word(field.Field), $"{source} → {target}"], Value(field.Field, field.Before),
                Value(field.Field, field.After)));
    }

    private static HistoryField Whole(HistoryKind kind, Change change, string name, string value) =>
        change.Kind == ChangeKind.Added ? new HistoryField(kind, name, null, value) : new HistoryField(kind, name, value, null);

    private string? Value(string field, string? value) => value is null ? null : field switch
    {
        "CategoryId" => Named(categories, value),
        "ProductTypeId" => Named(types, value),
        "SuccessorId" or "ParentId" => Named(products, value),
        "TypeId" => int.TryParse(value, CultureInfo.InvariantCulture, out var typeId)
            ? linkTypes.GetValueOrDefault(typeId)?.LabelIn(locale) ?? L["a removed link type"].Value
            : value,
        "ChannelIds" => string.Join(", ", value.Split(", ")
            .Select(id => int.TryParse(id, CultureInfo.InvariantCulture, out var known) && channels.TryGetValue(known, out var channel) ? channel.Name : id)),
        "Description" => RichText.ToText(value),
        "Status" or "State" => value switch
        {
            nameof(ProductStatus.Active) => L["active"].Value,
            nameof(ProductStatus.Draft) => L["draft"].Value,
            nameof(ProductStatus.Archived) => L["archived"].Value,
            nameof(LinkState.Paused) => L["paused"].Value,
            _ => value.ToLowerInvariant(),
        },
        "Hash" => value[..Math.Min(8, value.Length)],
        _ => value switch { "true" => L["yes"].Value, "false" => L["no"].Value, _ => value },
    };

    private static string? List(string? value) => value?.Replace(AttributeValue.Separator.ToString(), ", ", StringComparison.Ordinal);

    private static string Named(Dictionary<int, string> names, string id) =>
        int.TryParse(id, CultureInfo.InvariantCulture, out var known) ? names.GetValueOrDefault(known) ?? L["removed"].Value : id;

    private static void Fill<TItem, TValue>(Dictionary<int, TValue> into, IEnumerable<TItem> items, Func<TItem, int> id, Func<TItem, TValue> value)
    {
        foreach (var item in items)
        {
            into[id(item)] = value(item);
        }
    }
}
