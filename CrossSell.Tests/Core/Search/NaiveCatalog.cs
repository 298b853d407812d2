using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Search;

/// <summary>The product list as one would first write it: all entities in lists, and a question to each. What the index must agree with.</summary>
internal sealed class NaiveCatalog
{
    private readonly List<Channel> channels;
    private readonly List<Category> categories;
    private readonly List<Product> products;
    private readonly List<Listing> listings;
    private readonly List<ProductCategory> places;
    private readonly List<AttributeDefinition> attributes;
    private readonly List<AttributeValue> values;
    private readonly List<ProductText> texts;
    private readonly List<(int Source, int Target)> links;
    private readonly List<(int Product, int Bundle, bool InReview, bool IsMain)> components;
    private readonly List<(int Channel, int Anchor)> waiting;
    private readonly Dictionary<int, int> baskets;

    private NaiveCatalog(StudioDb db, List<(int Channel, int Anchor)> waiting)
    {
        channels = db.Channels.Include(channel => channel.TaxRates).ToList();
        categories = db.Categories.ToList();
        products = db.Products.OrderBy(product => product.Id).ToList();
        listings = db.Listings.ToList();
        places = db.ProductCategories.ToList();
        attributes = db.Attributes.ToList();
        values = db.AttributeValues.ToList();
        texts = db.ProductTexts.ToList();
        links = db.Links.Select(link => new { link.SourceId, link.TargetId }).AsEnumerable().Select(link => (link.SourceId, link.TargetId)).ToList();
        components = (
            from bundle in db.Bundles.Where(bundle => bundle.RetiredAt == null)
            from revision in bundle.Revisions
            from component in revision.Components
            select new { component.ProductId, bundle.Id, revision.State, component.Position }).AsEnumerable()
            .Select(row => (row.ProductId, row.Id, row.State == RevisionState.InReview, row.Position == 0)).ToList();
        var pairs = db.Affinities.ToList();
        this.waiting = waiting;
        baskets = pairs.Where(pair => pair.Rank == 1).GroupBy(pair => pair.AnchorId)
            .ToDictionary(rows => rows.Key, rows => rows.Sum(pair => pair.AnchorBaskets + pair.SoldAsSet));
    }

    public static async Task<NaiveCatalog> ReadAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        // Products with suggestions are the anchors of what the inbox shows.
        var waiting = new List<(int Channel, int Anchor)>();
        foreach (var channel in await db.Channels.Select(channel => channel.Id).ToListAsync())
        {
            waiting.AddRange((await new SuggestionInbox(studio.Store, studio.Time).AllAsync(channel)).Select(pair => (channel, pair.Anchor.Id)));
        }

        return new NaiveCatalog(db, waiting);
    }

    /// <summary>Ids in order, and whether they are only close.</summary>
    public (IReadOnlyList<int> Ids, bool Close) List(CatalogQuery query)
    {
        var scores = query.Text.Trim().Length == 0 ? null : Scores(query);
        var rows = Scope(query).Where(product => scores is null || scores.ContainsKey(product.Id))
            .Where(product => query.Filters.All(filter => Passes(product, filter.Key, filter.Value, query.ChannelId))).ToList();
        var close = rows.Count > 0 && scores is not null && rows.All(product => scores[product.Id] >= 12);
        return (Sorted(rows, query, scores).Select(product => product.Id).ToList(), close);
    }

    /// <summary>What choosing the value would leave.</summary>
    public int Count(CatalogQuery query, string key, string value)
    {
        var chosen = key == FacetKeys.With && query.Filters.TryGetValue(key, out var already)
            ? new FacetFilter([.. already.Values, value])
            : FacetFilter.Of(value);
        return List(query with { Filters = query.Filters.With(key, chosen) }).Ids.Count;
    }

    public IReadOnlyList<decimal> Prices(CatalogQuery query)
    {
        var left = List(query with { Filters = query.Filters.With(FacetKeys.Price, null) }).Ids;
        return [.. products.Where(product => left.Contains(product.Id)).Select(product => Shown(product, query.ChannelId)?.Price).OfType<long>()
            .Select(price => (decimal)price)];
    }

    private static (int, int) Pair(int one, int other) => one < other ? (one, other) : (other, one);

    private bool Active(int id) => products.Single(product => product.Id == id).Status == ProductStatus.Active;

    private int Family(int id) => products.Single(product => product.Id == id).FamilyId;

    private IEnumerable<Product> Scope(CatalogQuery query) => products
        .Where(product => query.EverySku || product.Kind != ProductKind.Variant)
        .Where(product => query.AllShops || Shown(product, query.ChannelId) is not null);

    private sealed record Look(long? Price, long? Cost, int? Stock, int? Completeness, string Missing);

    private Listing? Own(int id, int channel) => listings.Find(listing => listing.ProductId == id && listing.ChannelId == channel);

    private Look? Shown(Product product, int channel)
    {
        var own = Own(product.Id, channel);
        var variants = product.Kind != ProductKind.Parent ? []
            : products.Where(item => item.ParentId == product.Id).Select(item => (item.Status, Listing: Own(item.Id, channel)))
                .Where(item => item.Listing is not null).ToList();
        if (own is null && variants.Count == 0)
        {
            return null;
        }

        var active = variants.Where(item => item.Status == ProductStatus.Active).Select(item => item.Listing!).ToList();
        var cheapest = active.OrderBy(item => item.Price).ThenBy(item => item.ProductId).FirstOrDefault();
        return new Look(
            own?.Price ?? cheapest?.Price,
            own?.Cost ?? cheapest?.Cost,
            active.Count == 0 ? own?.Stock : active.Any(item => item.Stock is null) ? null : active.Sum(item => item.Stock),
            own?.Completeness,
            own?.Missing ?? "");
    }

    private bool Passes(Product product, string key, FacetFilter filter, int channel)
    {
        if (filter.Values.Count == 0 && filter.From is null && filter.To is null)
        {
            return true;
        }

        if (filter.From is not null || filter.To is not null)
        {
            return Numbers(product, key, channel).Any(number => number >= (filter.From ?? decimal.MinValue) && number <= (filter.To ?? decimal.MaxValue));
        }

        return key == FacetKeys.With
            ? filter.Values.All(value => CrossSell(product, value, channel))
            : filter.Values.Any(value => Has(product, key, value, channel));
    }

    private IEnumerable<decimal> Numbers(Product product, string key, int channel) => key switch
    {
        FacetKeys.Price => Shown(product, channel)?.Price is { } price ? [price] : [],
        FacetKeys.Links => [links.Count(link => link.Source == product.Id)],
        _ => ValuesOf(product).Where(value => "attr." + Code(value) == key && value.Number is not null).Select(value => (decimal)value.Number!.Value),
    };

    // A family is found by its variants' attributes.
    private IEnumerable<AttributeValue> ValuesOf(Product product) => values.Where(value =>
        value.ProductId == product.Id
            || (product.Kind == ProductKind.Parent && products.Any(item => item.Id == value.ProductId && item.ParentId == product.Id)));

    private string Code(AttributeValue value) => attributes.Single(attribute => attribute.Id == value.AttributeId).Code;

    private bool Has(Product product, string key, string value, int channel)
    {
        var look = Shown(product, channel);
        return key switch
        {
            FacetKeys.Category => value == "-" ? CategoriesOf(product).Count == 0 : CategoriesOf(product).Any(id => PathCodes(id).Contains(value)),
            FacetKeys.Channel => Shown(product, channels.Single(item => item.Code == value).Id) is not null,
            FacetKeys.Brand => value == (product.Brand ?? "-"),
            FacetKeys.Status => value.Equals(product.Status.ToString(), StringComparison.OrdinalIgnoreCase),
            FacetKeys.Stock => look is not null && value switch
            {
                "in" => look.Stock is null or > 0,
                "low" => look.Stock is > 0 and <= 5,
                "out" => look.Stock <= 0,
                _ => look.Stock is null,
            },
            FacetKeys.Price => look?.Price is { } price && price >= Ends(value).From && price <= Ends(value).To,
            FacetKeys.Complete => look?.Completeness is { } percent && value switch
            {
                "yes" => percent >= channels.Single(item => item.Id == channel).CompletenessThreshold,
                "no" => percent < channels.Single(item => item.Id == channel).CompletenessThreshold,
                _ => percent >= Ends(value).From && percent <= Ends(value).To,
            },
            FacetKeys.Missing => look is not null && look.Missing.Split(',').Contains(value),
            FacetKeys.Tag => product.Tags.Contains(value)
                || (product.Kind == ProductKind.Parent && products.Any(item => item.ParentId == product.Id && item.Tags.Contains(value))),
            FacetKeys.With => CrossSell(product, value, channel),
            FacetKeys.Changed => product.UpdatedAt >= Midnight().AddDays(value switch { "today" => 0, "7d" => -7, _ => -30 }),
            _ when key.StartsWith("attr.", StringComparison.Ordinal) =>
                ValuesOf(product).Any(item => "attr." + Code(item) == key && item.Number is null && item.Parts.Contains(value)),
            _ => throw new NotSupportedException($"Ask {key} here too."),
        };
    }

    // The clock stands at noon of a winter's day in Amsterdam.
    private static DateTimeOffset Midnight() => new(2026, 11, 20, 0, 0, 0, TimeSpan.FromHours(1));

    private static (long From, long To) Ends(string band) => band.Split('-') is var ends && ends.Length == 1
        ? (long.Parse(ends[0], CultureInfo.InvariantCulture), long.Parse(ends[0], CultureInfo.InvariantCulture))
        : (long.Parse(ends[0], CultureInfo.InvariantCulture), ends[1].Length == 0 ? long.MaxValue : long.Parse(ends[1], CultureInfo.InvariantCulture));

    private List<int> CategoriesOf(Product product) =>
        [.. places.Where(place => place.ProductId == product.Id).Select(place => place.CategoryId).Concat(product.CategoryId is { } own ? [own] : [])
            .Distinct()];

    private IEnumerable<string> PathCodes(int? id)
    {
        for (var category = categories.Find(item => item.Id == id); category is not null; category = categories.Find(item => item.Id == category.ParentId))
        {
            yield return category.Code;
        }
    }

    private bool CrossSell(Product product, string value, int channel)
    {
        var targets = links.Where(link => link.Source == product.Id).Select(link => products.Single(item => item.Id == link.Target)).ToList();
        var mine = components.Where(row => row.Product == product.Id || products.Single(item => item.Id == row.Product).ParentId == product.Id).ToList();
        return value switch
        {
            "no-links" => targets.Count == 0,
            "few-links" => targets.Count is 1 or 2,
            "dead-link" => targets.Any(target => target.Status == ProductStatus.Archived || Shown(target, channel) is { Stock: <= 0 }),
            "suggestion" => waiting.Contains((channel, product.FamilyId)),
            "bundle" => mine.Count > 0,
            "bundle-main" => mine.Any(row => row.IsMain),
            _ => mine.Any(row => row.InReview),
        };
    }

    private IEnumerable<Product> Sorted(List<Product> rows, CatalogQuery query, Dictionary<int, int>? scores)
    {
        var channel = channels.Single(item => item.Id == query.ChannelId);
        switch (query.Sort)
        {
            case CatalogSorts.Name:
                return ByText(rows, product => SearchText.Fold(product.Name), query.Descending);
            case CatalogSorts.Sku:
                return ByText(rows, product => product.Sku.ToLowerInvariant(), query.Descending);
            case CatalogSorts.Price:
                return ByNumber(rows, product => Shown(product, query.ChannelId)?.Price, query.Descending);
            case CatalogSorts.Stock:
                return ByNumber(rows, product => Shown(product, query.ChannelId) is { } look ? look.Stock ?? int.MaxValue : null, query.Descending);
            case CatalogSorts.Complete:
                return ByNumber(rows, product => Shown(product, query.ChannelId)?.Completeness, query.Descending);
            case CatalogSorts.Margin:
                return ByNumber(rows, product => Shown(product, query.ChannelId) is { Price: > 0 and { } price, Cost: { } cost }
                    ? decimal.Round(((price / 1.21m) - cost) * 100 / (price / 1.21m), 1, MidpointRounding.AwayFromZero) : null, query.Descending);
            case CatalogSorts.Links:
                return ByNumber(rows, product => links.Count(link => link.Source == product.Id), query.Descending);
            case CatalogSorts.Updated:
                return ByNumber(rows, product => product.UpdatedAt.ToUnixTimeMilliseconds(), query.Descending);
            default:
                return scores is null
                    ? rows.OrderBy(product => TreePlace(product.CategoryId), StringComparer.Ordinal).ThenBy(product => product.Id)
                    : rows.OrderBy(product => scores[product.Id])
                        .ThenBy(product => product.Status switch { ProductStatus.Active => 0, ProductStatus.Draft => 1, _ => 2 })
                        .ThenBy(product => product.Kind == ProductKind.Variant)
                        .ThenByDescending(product => baskets.GetValueOrDefault(product.Id))
                        .ThenBy(product => SearchText.Fold(product.Name), StringComparer.Ordinal).ThenBy(product => product.Id);
        }
    }

    private static IEnumerable<Product> ByText(List<Product> rows, Func<Product, string> key, bool descending) =>
        (descending ? rows.OrderByDescending(key, StringComparer.Ordinal) : rows.OrderBy(key, StringComparer.Ordinal)).ThenBy(product => product.Id);

    private static IEnumerable<Product> ByNumber(List<Product> rows, Func<Product, decimal?> key, bool descending)
    {
        var known = rows.OrderBy(product => key(product) is null);
        return (descending ? known.ThenByDescending(key) : known.ThenBy(key)).ThenBy(product => product.Id);
    }

    private string TreePlace(int? id)
    {
        var path = new List<string>();
        for (var category = categories.Find(item => item.Id == id); category is not null; category = categories.Find(item => item.Id == category.ParentId))
        {
            path.Insert(0, $"{category.Position:D4}/{category.Id:D4}");
        }

        return path.Count == 0 ? "~" : string.Join('/', path);
    }

    private Dictionary<int, int> Scores(CatalogQuery query)
    {
        var scope = Scope(query).Select(product => product.Id).ToHashSet();
        var exact = Settle(query, product => Math.Min(Code(product, query.Text), WordsOf(product, query.Text, 0)), scope);
        if (exact.Count >= 5 || exact.ContainsValue(0))
        {
            return exact;
        }

        var part = Settle(query, product => Math.Min(Math.Min(Code(product, query.Text), InSku(product, query.Text)), WordsOf(product, query.Text, 1)), scope);
        return part.Count > 0 ? part : Settle(query, product => WordsOf(product, query.Text, 2), scope);
    }

    private Dictionary<int, int> Settle(CatalogQuery query, Func<Product, int> score, HashSet<int> scope)
    {
        var scores = products.ToDictionary(product => product.Id, score);
        return products.Where(product => scope.Contains(product.Id))
            .ToDictionary(
                product => product.Id,
                product => query.EverySku
                    ? scores[product.Id]
                    : products.Where(item => item.FamilyId == product.Id).Select(item => scores[item.Id]).Append(scores[product.Id]).Min())
            .Where(pair => pair.Value < 255).ToDictionary();
    }

    private static int Code(Product product, string text)
    {
        var (typed, sku) = (text.Trim().ToLowerInvariant(), product.Sku.ToLowerInvariant());
        return sku == typed || product.Gtin == typed ? 0
            : sku.StartsWith(typed, StringComparison.Ordinal) ? typed.Length < 3 ? 7 : 1
            : typed.Length >= 4 && typed.All(char.IsAsciiDigit) && product.Gtin?.StartsWith(typed, StringComparison.Ordinal) == true ? 1
            : 255;
    }

    private static int InSku(Product product, string text) =>
        text.Trim().Length > 1 && product.Sku.ToLowerInvariant().Contains(text.Trim().ToLowerInvariant(), StringComparison.Ordinal) ? 12 : 255;

    private int WordsOf(Product product, string text, int fit)
    {
        var typed = SearchText.Typed(text);
        return typed.Count == 0 ? 255 : typed.Max(word => Places(product).Select(place => Fits(place.Word, place.Place, word, fit)).Append(255).Min());
    }

    private static int Fits(string word, int place, string typed, int fit) =>
        word == typed ? new[] { 2, 3, 5, 8, 10 }[place]
        : word.StartsWith(typed, StringComparison.Ordinal) ? new[] { 4, 6, 7, 9, 11 }[place]
        : fit >= 1 && typed.Length > 1 && word.Contains(typed, StringComparison.Ordinal) ? place < 3 ? 12 : 13
        : fit == 2 && typed.Length >= 4 && EditDistance.Between(typed, word, 9) is var slips && slips <= (typed.Length >= 8 ? 2 : 1) ? 13 + slips
        : 255;

    // Only the best place of a word counts.
    private IEnumerable<(string Word, int Place)> Places(Product product)
    {
        var all = Cut(product.Name).Select((word, at) => (word, Math.Min(at, 2)))
            .Concat(Cut(product.Brand).Concat(product.Tags.SelectMany(Cut)).Select(word => (word, 3)))
            .Concat(values.Where(value => value.ProductId == product.Id && value.AttributeId != 4).SelectMany(value => Cut(value.Text))
                .Select(word => (word, 3)))
            .Concat(texts.Where(text => text.ProductId == product.Id).SelectMany(text => Cut(text.Name)).Select(word => (word, 3)))
            .Concat(Cut(product.Description?.Replace("<p>", " ").Replace("</p>", " ").Replace("<b>", " ").Replace("</b>", " ").Replace("&amp;", "&"))
                .Select(word => (word, 4)))
            .Concat(texts.Where(text => text.ProductId == product.Id).SelectMany(text => Cut(text.Description)).Select(word => (word, 4)));
        return all.GroupBy(item => item.word).Select(items => (items.Key, items.Min(item => item.Item2)));
    }

    private static IEnumerable<string> Cut(string? text) =>
        new string([.. SearchText.Fold(text ?? "").Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
