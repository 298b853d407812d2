using System.Globalization;
using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Drift;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using CrossSell.Core.Workbench;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.History;

/// <summary>Says recorded changes of any entity in words: objects by their names, ids and numbers of enums as what they stand for.</summary>
internal sealed class AuditWords
{
    // What follows from the rest, or tells nobody anything.
    private static readonly string[] Silent = ["Id", "UpdatedAt", "CreatedAt", "Missing", "PairId", "Path", "Hash", "Evidence", "Answer"];
    private static readonly string[] Products = ["ProductId", "SourceId", "TargetId", "AnchorId", "CompanionId", "SuccessorId", "ParentId"];
    private static readonly string[] Amounts = [nameof(Listing.Price), nameof(Listing.CompareAtPrice), nameof(Listing.Cost)];
    private static readonly string[] OfProduct =
        [nameof(Product), nameof(Listing), nameof(ProductText), nameof(AttributeValue), nameof(ProductCategory)];

    private static readonly string[] OfRevision = [nameof(BundleChannel), nameof(RevisionAuthor)];
    private static readonly string[] OfShop =
    [
        nameof(Channel), nameof(TaxRate), nameof(PanelSettings), nameof(MiningPolicy), nameof(BundleSettings), nameof(ReviewPolicy), nameof(DriftPolicy),
    ];

    private readonly StudioDb db;
    private readonly Dictionary<int, Channel> channels;
    private Dictionary<int, (string Sku, string Name)> products = [];
    private Dictionary<int, (int SourceId, int TargetId)> links = [];
    private Dictionary<int, (string Code, string Name)> revisions = [];
    private Dictionary<int, string> bundles = [];
    private Dictionary<int, int> pictures = [];
    private Dictionary<int, string> attributes = [];
    private readonly Dictionary<(string Entity, int Id), string> named = [];

    private AuditWords(StudioDb db, Dictionary<int, Channel> channels) => (this.db, this.channels) = (db, channels);

    /// <summary>The rows of these changes, each with what its ids stand for now.</summary>
    public static async Task<IReadOnlyList<AuditRow>> RowsAsync(StudioDb db, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        var words = new AuditWords(db, await db.Set<Channel>().ToDictionaryAsync(channel => channel.Id, cancellation));
        await words.LoadAsync(changes, cancellation);
        // Of a row that only followed from others (when it was changed last), there is nothing to tell.
        return [.. changes.Select(words.Row).Where(row => row.Kind != ChangeKind.Edited || row.Fields.Count > 0)];
    }

    private async Task LoadAsync(IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var linkIds = Keys(changes, nameof(ProductLink));
        links = await db.Links.Where(link => linkIds.Contains(link.Id))
            .ToDictionaryAsync(link => link.Id, link => (link.SourceId, link.TargetId), cancellation);
        var pictureIds = Keys(changes, nameof(ProductMedia));
        pictures = await db.ProductMedia.Where(media => pictureIds.Contains(media.Id))
            .ToDictionaryAsync(media => media.Id, media => media.ProductId, cancellation);
        int[] productIds = [
            .. Keys(changes, OfProduct), .. links.Values.SelectMany(link => (int[])[link.SourceId, link.TargetId]), .. pictures.Values,
            .. changes.SelectMany(change => Products.SelectMany(field => (int?[])[Number(change.Before, field), Number(change.After, field)])).OfType<int>()];
        products = await db.Products.Where(product => productIds.Contains(product.Id))
            .ToDictionaryAsync(product => product.Id, product => (product.Sku, product.Name), cancellation);
        int[] revisionIds = [
            .. Keys(changes, nameof(BundleRevision), nameof(BundleChannel), nameof(RevisionAuthor)),
            .. changes.Select(change => change.Number("RevisionId")).OfType<int>()];
        revisions = await db.Set<BundleRevision>().Where(revision => revisionIds.Contains(revision.Id))
            .Join(db.Set<Bundle>(), revision => revision.BundleId, bundle => bundle.Id, (revision, bundle) => new { revision.Id, bundle.Code, revision.Name })
            .ToDictionaryAsync(revision => revision.Id, revision => (revision.Code, revision.Name), cancellation);
        var bundleIds = Keys(changes, nameof(Bundle));
        bundles = await db.Set<Bundle>().Where(bundle => bundleIds.Contains(bundle.Id))
            .ToDictionaryAsync(bundle => bundle.Id, bundle => bundle.Code, cancellation);
        int[] attributeIds = [.. changes.Where(change => change.Entity == nameof(AttributeValue)).Select(change => change.KeyPart(1)).Distinct()];
        attributes = await db.Attributes.Where(item => attributeIds.Contains(item.Id)).ToDictionaryAsync(item => item.Id, item => item.Name, cancellation);
        await NameAsync(nameof(Rule), db.Set<Rule>(), rule => rule.Id, rule => rule.Name, changes, cancellation);
        await NameAsync(nameof(LinkType), db.Set<LinkType>(), type => type.Id, type => type.Name, changes, cancellation);
        await NameAsync(nameof(Category), db.Set<Category>(), category => category.Id, category => category.Name, changes, cancellation);
        await NameAsync(nameof(AttributeDefinition), db.Set<AttributeDefinition>(), item => item.Id, item => item.Name, changes, cancellation);
        await NameAsync(nameof(Segment), db.Set<Segment>(), segment => segment.Id, segment => segment.Name, changes, cancellation);
    }

    private async Task NameAsync<T>(
        string entity, IQueryable<T> rows, Func<T, int> id, Func<T, string> name, IReadOnlyList<Change> changes, CancellationToken cancellation)
        where T : class
    {
        // Small tables, read whole where one of their rows was changed.
        if (changes.Any(change => change.Entity == entity))
        {
            foreach (var row in await rows.ToListAsync(cancellation))
            {
                named[(entity, id(row))] = name(row);
            }
        }
    }

    private AuditRow Row(Change change)
    {
        var (name, place, key) = Object(change);
        return new AuditRow(change.Id, change.Kind, Spaced(change.Entity switch
        {
            nameof(User) => "Account",
            nameof(Channel) => "Shop",
            nameof(AttributeDefinition) => "Attribute",
            nameof(SuggestionVerdict) => "Suggestion",
            nameof(PanelOverride) => "Pin",
            nameof(ProductMedia) => "Picture",
            nameof(ProductLink) => "Link",
            nameof(MiningPolicy) => "OrderData",
            nameof(ApiKey) => "API key",
            nameof(BundleChannel) => "BundleShop",
            var other => other,
        }), name, place, key, [.. Fields(change)]);
    }

    private (string Name, AuditPlace Place, string? Key) Object(Change change) => change.Entity switch
    {
        var entity when OfProduct.Contains(entity) => ProductObject(change.KeyPart(), change),
        nameof(ProductMedia) => ProductObject(change.Number("ProductId") ?? pictures.GetValueOrDefault(change.KeyPart()), change),
        nameof(ProductLink) => Link(change),
        nameof(Rule) => (NameOf(change), AuditPlace.Rule, IsThere(change) ? change.EntityId : null),
        nameof(Bundle) => bundles.TryGetValue(change.KeyPart(), out var code) ? (code, AuditPlace.Bundle, code) : (NameOf(change), AuditPlace.None, null),
        nameof(BundleRevision) => Revision(change.KeyPart(), change),
        var entity when OfRevision.Contains(entity) => Revision(change.KeyPart(), change),
        nameof(BundleComponent) or nameof(ReviewVerdict) or nameof(GivenVerdict) or nameof(ReviewComment) => Revision(change.Number("RevisionId") ?? 0, change),
        var entity when OfShop.Contains(entity) => Shop(change),
        nameof(PanelScopeSettings) when channels.GetValueOrDefault(change.Number(nameof(PanelScopeSettings.ChannelId)) ?? 0) is { } shop =>
            (shop.Name, AuditPlace.PanelSettings, shop.Code),
        nameof(Segment) => (NameOf(change), AuditPlace.Segments, channels.GetValueOrDefault(change.Number("ChannelId") ?? 0)?.Code),
        nameof(User) => (NameOf(change), AuditPlace.Account, Change.Value<string>(change.After, "Email")),
        nameof(ApiKey) => (NameOf(change), AuditPlace.ApiKeys, null),
        nameof(LinkType) => (NameOf(change), AuditPlace.LinkTypes, null),
        nameof(Category) => (NameOf(change), AuditPlace.Categories, null),
        nameof(AttributeDefinition) or nameof(ProductType) or nameof(ProductTypeAttribute) => (NameOf(change), AuditPlace.Attributes, null),
        nameof(SuggestionVerdict) => (Pair(change.Number("AnchorId"), change.Number("CompanionId")), AuditPlace.Suggestions, null),
        _ => (NameOf(change), AuditPlace.None, null),
    };

    private (string, AuditPlace, string?) ProductObject(int id, Change change) =>
        products.TryGetValue(id, out var product) ? (product.Name, AuditPlace.Product, product.Sku) : (NameOf(change), AuditPlace.None, null);

    private (string, AuditPlace, string?) Link(Change change)
    {
        var existing = links.GetValueOrDefault(change.KeyPart());
        var (source, target) = (change.Number("SourceId") ?? existing.SourceId, change.Number("TargetId") ?? existing.TargetId);
        return (Pair(source, target), AuditPlace.Links, products.TryGetValue(source, out var product) ? product.Sku : null);
    }

    private (string, AuditPlace, string?) Revision(int id, Change change) =>
        revisions.TryGetValue(id, out var revision) ? (revision.Name, AuditPlace.Bundle, revision.Code) : (NameOf(change), AuditPlace.None, null);

    private (string, AuditPlace, string?) Shop(Change change)
    {
        var place = change.Entity switch
        {
            nameof(PanelSettings) => AuditPlace.PanelSettings,
            nameof(BundleSettings) => AuditPlace.BundleSettings,
            nameof(DriftPolicy) => AuditPlace.DriftPolicy,
            nameof(MiningPolicy) => AuditPlace.OrderData,
            nameof(ReviewPolicy) => AuditPlace.ReviewPolicy,
            _ => AuditPlace.Shop,
        };
        return channels.TryGetValue(change.KeyPart(), out var channel) ? (channel.Name, place, channel.Code) : (NameOf(change), AuditPlace.None, null);
    }

    private string Pair(int? source, int? target) => $"{ProductName(source)} → {ProductName(target)}";

    private string ProductName(int? id) => id is { } known && products.TryGetValue(known, out var product) ? product.Name : "a removed product";

    private bool IsThere(Change change) => named.ContainsKey((change.Entity, change.KeyPart()));

    // By the name it has, else the one that it had, else by its number.
    private string NameOf(Change change) =>
        (int.TryParse(change.EntityId, CultureInfo.InvariantCulture, out var id) ? named.GetValueOrDefault((change.Entity, id)) : null)
        ?? Change.Value<string>(change.After, "Name") ?? Change.Value<string>(change.Before, "Name") ?? $"no. {change.EntityId}";

    private IEnumerable<AuditField> Fields(Change change)
    {
        if (change.Entity == nameof(AttributeValue))
        {
            // The rest of it follows from the text.
            return FieldChanges.Of(change).Where(field => field.Field == nameof(AttributeValue.Text))
                .Select(field => new AuditField(attributes.GetValueOrDefault(change.KeyPart(1), "A removed attribute"), field.Before, field.After));
        }

        return Generic(change);
    }

    private IEnumerable<AuditField> Generic(Change change)
    {
        var type = db.Model.GetEntityTypes().FirstOrDefault(candidate => candidate.ClrType.Name == change.Entity)?.ClrType;
        var channel = change.Entity == nameof(Listing) ? channels.GetValueOrDefault(change.KeyPart(1)) : null;
        foreach (var field in FieldChanges.Of(change).Where(field => !Silent.Contains(field.Field)))
        {
            var kind = type?.GetProperty(field.Field)?.PropertyType is { } declared ? Nullable.GetUnderlyingType(declared) ?? declared : null;
            yield return new AuditField(
                Label(field.Field) + (channel is null ? "" : $" in {channel.Name}"),
                Value(field.Field, field.Before, kind),
                Value(field.Field, field.After, kind),
                Amounts.Contains(field.Field) ? channel : null);
        }
    }

    private string? Value(string field, string? value, Type? kind) => value switch
    {
        null => null,
        "true" => "yes",
        "false" => "no",
        _ when kind is { IsEnum: true } && int.TryParse(value, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined(kind, number) =>
            Spaced(Enum.GetName(kind, number)!),
        _ when Products.Contains(field) && int.TryParse(value, CultureInfo.InvariantCulture, out var product) => ProductName(product),
        _ when field is "ChannelId" or "ChannelIds" => string.Join(", ", value.Split(", ").Select(ShopName)),
        _ when field == nameof(Product.Description) => RichText.ToText(value),
        _ => value,
    };

    private string ShopName(string id) =>
        int.TryParse(id, CultureInfo.InvariantCulture, out var known) && channels.TryGetValue(known, out var channel) ? channel.Name : id;

    private static string Label(string field)
    {
        if (field is "Sku" or "Gtin")
        {
            return field.ToUpperInvariant();
        }

        var name = field is "ChannelId" or "ChannelIds" ? "Shop" : field.EndsWith("Id", StringComparison.Ordinal) ? field[..^2] : field;
        var spaced = Spaced(name);
        return char.ToUpperInvariant(spaced[0]) + spaced[1..];
    }

    // CompareAtPrice is compare at price; what has blanks is words already.
    private static string Spaced(string identifier) => identifier.Contains(' ', StringComparison.Ordinal)
        ? identifier
        : string.Concat(identifier.Select((letter, index) => char.IsUpper(letter)
            ? (index > 0 ? " " : "") + char.ToLowerInvariant(letter)
            : letter.ToString()));

    private static int? Number(string? side, string field)
    {
        var value = side is null ? default : Change.Value<System.Text.Json.JsonElement>(side, field);
        return value.ValueKind == System.Text.Json.JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
    }

    private static int[] Keys(IEnumerable<Change> changes, params string[] entities) =>
        [.. changes.Where(change => entities.Contains(change.Entity)).Select(change => change.KeyPart()).Distinct()];
}
