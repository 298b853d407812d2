using System.Globalization;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;

namespace CrossSell.Core.Demo;

/// <summary>
/// The demo catalogue as rows of an empty database, with ids given from 1 in the order of the tables. Links and bundles are in the other part.
/// </summary>
internal sealed partial class DemoRows
{
    // No pictures: they are drawn after the demo was loaded, and until then no product would be complete.
    private static readonly List<string> RequiredFields = ["name", "brand", "description", "category", "price", "cost", "gtin"];

    private readonly DemoCatalog _catalog;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, DemoProduct> _products;
    private readonly HashSet<string> _numbers = [.. DemoVocabulary.Numbers];
    private readonly Dictionary<string, List<string>> _choices;

    public DemoRows(DemoCatalog catalog, IReadOnlyDictionary<string, LinkType> linkTypes)
    {
        _catalog = catalog;
        _now = At(catalog.Today);
        _products = catalog.Products.ToDictionary(product => product.Sku, StringComparer.Ordinal);
        _choices = catalog.Attributes.Where(attribute => attribute.Kind == AttributeKind.Choices)
            .ToDictionary(attribute => attribute.Code, attribute => attribute.Choices.ToList(), StringComparer.Ordinal);
        ChannelIds = Ids(catalog.Channels, channel => channel.Code);
        ProductIds = Ids(catalog.Products, product => product.Sku);
        CategoryIds = Ids(catalog.Categories, category => category.Code);
        AttributeIds = Ids(catalog.Attributes, attribute => attribute.Code);
        TypeIds = Ids(catalog.ProductTypes, type => type.Code);
        Channels = [.. catalog.Channels.Select(Channel)];
        Categories = MakeCategories();
        Listings = MakeListings();
        Links = MakeLinks(linkTypes);
        MakeBundles();
        MakeRules();
    }

    public IReadOnlyDictionary<string, int> ChannelIds { get; }

    public IReadOnlyDictionary<string, int> ProductIds { get; }

    public IReadOnlyDictionary<string, int> CategoryIds { get; }

    public IReadOnlyDictionary<string, int> AttributeIds { get; }

    public IReadOnlyDictionary<string, int> TypeIds { get; }

    public List<Channel> Channels { get; }

    public IEnumerable<TaxRate> TaxRates => _catalog.Channels.SelectMany(channel => channel.TaxBasisPoints
        .Select(rate => new TaxRate { ChannelId = ChannelIds[channel.Code], TaxClass = rate.Key, BasisPoints = rate.Value }));

    public IEnumerable<Segment> Segments => _catalog.Segments.Select((segment, index) => new Segment
    {
        Id = index + 1,
        ChannelId = ChannelIds[segment.ChannelCode],
        Code = segment.Code,
        Name = segment.Name,
        Note = segment.Note,
    });

    // Companions may be dearer: shoes beside the dress, a grinder beside the bag of coffee, a filter beside the cleaning cloth. One good companion is a
    // panel; where neither people nor orders have one, what is bought with its whole category is asked. Bestsellers are off, as in every shop (decision 0014).
    public IEnumerable<PanelSettings> PanelSettings => _catalog.Channels.Select(channel => new PanelSettings
    {
        ChannelId = ChannelIds[channel.Code],
        MaxSlots = 4,
        MinSlots = 1,
        MinBaskets = SuggestionRules.MinBaskets,
        PriceCapPercent = 250,
        MaxPerCategory = 2,
    });

    // The outdoor shop trusts its orders where nothing has to fit: in its camp kitchen and tents, links are made without asking.
    public IEnumerable<MiningPolicy> MiningPolicies =>
    [
        new MiningPolicy
        {
            ChannelId = ChannelIds["outdoor"],
            AutoAccept = true,
            AutoMinBaskets = 20,
            AutoPerProduct = 1,
            AutoCategories = [CategoryIds["kitchen"], CategoryIds["sleep"], CategoryIds["tents"]],
        },
    ];

    public List<Category> Categories { get; }

    public IEnumerable<AttributeDefinition> Attributes => _catalog.Attributes.Select(attribute => new AttributeDefinition
    {
        Id = AttributeIds[attribute.Code],
        Code = attribute.Code,
        Name = attribute.Name,
        Kind = attribute.Kind,
        Unit = attribute.Unit,
        Options = [.. attribute.Choices],
        Position = AttributeIds[attribute.Code] - 1,
    });

    public IEnumerable<ProductType> ProductTypes =>
        _catalog.ProductTypes.Select(type => new ProductType { Id = TypeIds[type.Code], Code = type.Code, Name = type.Name });

    public IEnumerable<ProductTypeAttribute> ProductTypeAttributes => _catalog.ProductTypes.SelectMany(type => type.Attributes
        .Select((code, position) => new ProductTypeAttribute
        {
            ProductTypeId = TypeIds[type.Code],
            AttributeId = AttributeIds[code],
            Position = position,
            Required = type.Required.Contains(code),
        }));

    public IEnumerable<Product> Products => _catalog.Products.Select(product => new Product
    {
        Id = ProductIds[product.Sku],
        Sku = product.Sku,
        Name = product.Name,
        Brand = product.Brand,
        Kind = product.Kind,
        ParentId = product.ParentSku is { } parent ? ProductIds[parent] : null,
        Status = product.Status,
        SuccessorId = product.SuccessorSku is { } successor ? ProductIds[successor] : null,
        ProductTypeId = TypeIds[product.TypeCode],
        CategoryId = CategoryIds[product.CategoryCode],
        TaxClass = product.TaxClass,
        Gtin = product.Gtin,
        Description = product.Description.Length > 0 ? product.Description : null,
        Picture = product.Picture.ToString(),
        CreatedAt = At(product.CreatedOn),
        UpdatedAt = _now.AddDays(-(ProductIds[product.Sku] % 45)),
    });

    public IEnumerable<AttributeValue> AttributeValues => _catalog.Products.SelectMany(product => product.Attributes.Select(value => new AttributeValue
    {
        ProductId = ProductIds[product.Sku],
        AttributeId = AttributeIds[value.Key],
        Text = Written(value.Key, value.Value),
        Number = _numbers.Contains(value.Key) ? double.Parse(value.Value, CultureInfo.InvariantCulture) : null,
    }));

    public List<Listing> Listings { get; }

    // Several choices stand in the order of their options, as a person's edit and an import write them.
    private string Written(string attribute, string text) => _choices.TryGetValue(attribute, out var options)
        ? string.Join(AttributeValue.Separator, text.Split(DemoVocabulary.Separator).OrderBy(options.IndexOf))
        : text;

    private static Dictionary<string, int> Ids<T>(IReadOnlyList<T> items, Func<T, string> code) =>
        items.Select((item, index) => (Code: code(item), Id: index + 1)).ToDictionary(pair => pair.Code, pair => pair.Id, StringComparer.Ordinal);

    private static DateTimeOffset At(DateOnly day) => new(day, new TimeOnly(9, 0), TimeSpan.Zero);

    private Channel Channel(DemoChannel channel) => new()
    {
        Id = ChannelIds[channel.Code],
        Code = channel.Code,
        Name = channel.Name,
        CurrencyCode = channel.Currency,
        Locales = [.. channel.Locales],
        TimeZone = channel.TimeZone,
        PricesIncludeTax = channel.PricesIncludeTax,
        CompletenessThreshold = 75,
        RequiredFields = [.. RequiredFields],
        MarginFloorBasisPoints = 1500,
    };

    private List<Category> MakeCategories()
    {
        var made = new Dictionary<string, Category>(StringComparer.Ordinal);
        foreach (var category in _catalog.Categories)
        {
            var parent = category.ParentCode is { } code ? made[code] : null;
            var id = CategoryIds[category.Code];
            made.Add(category.Code, new Category
            {
                Id = id,
                Code = category.Code,
                Name = category.Name,
                ParentId = parent?.Id,
                Path = $"{parent?.Path}{id.ToString(CultureInfo.InvariantCulture)}/",
                Position = made.Values.Count(other => other.ParentId == parent?.Id),
                Picture = category.Picture.ToString(),
            });
        }

        return [.. made.Values];
    }

    // Completeness follows from the rest, once it is all there.
    private List<Listing> MakeListings() => [.. _catalog.Listings.Select(listing => new Listing
    {
        ProductId = ProductIds[listing.Sku],
        ChannelId = ChannelIds[listing.ChannelCode],
        Price = listing.PriceMinor,
        CompareAtPrice = listing.CompareAtMinor,
        Cost = listing.CostMinor,
        Stock = listing.Stock,
        Published = listing.Published,
    })];
}
