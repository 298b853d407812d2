using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;

namespace CrossSell.Tests.Core.Panels;

/// <summary>A camera store around one anchor, product 1, to which a test adds what it is about.</summary>
public sealed class PanelScene
{
    public const int AnchorId = 1;

    public static readonly Currency Eur = Currency.Of("EUR");

    public static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<int, ProductFact> products = [];
    private readonly List<PinFact> pins = [];
    private readonly List<ExclusionFact> exclusions = [];
    private readonly List<LinkFact> links = [];
    private readonly List<MinedFact> mined = [];
    private readonly List<BestsellerFact> bestsellers = [];
    private readonly List<CategoryPairFact> categoryPairs = [];
    private readonly List<BundleFact> bundles = [];
    private readonly HashSet<int> substitutes = [];

    public PanelScene(ProductFact? anchor = null)
    {
        Anchor = anchor ?? new ProductFact
        {
            Id = AnchorId, Sku = "CAM-D7", Name = "Lumen D7", FamilyId = AnchorId, Price = 129900, Stock = 14, CategoryId = 10, CategoryName = "Cameras"
        };
        products[Anchor.Id] = Anchor;
    }

    public ProductFact Anchor { get; }

    public PanelPolicy Policy { get; set; } = new();

    public ChannelFact Channel { get; set; } = new(1, "camera", "Camera store", Eur, 80, TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"));

    public PanelScene Product(
        int id, string? name = null, long price = 4990, int? stock = 5, bool active = true, bool published = true, int completeness = 100,
        int? category = null) =>
        Add(new ProductFact
        {
            Id = id,
            Sku = $"P-{id}",
            Name = name ?? $"Product {id}",
            FamilyId = id,
            Price = price,
            Stock = stock,
            Status = active ? ProductStatus.Active : ProductStatus.Archived,
            IsPublished = published,
            Completeness = completeness,
            CategoryId = category,
            CategoryName = category is null ? null : $"Category {category}",
        });

    /// <summary>A parent with one variant for each pair of attribute value and stock; variants are numbered parent * 10 + 1 and so on.</summary>
    public PanelScene Family(int parentId, string attribute, params (string Value, int? Stock)[] variants)
    {
        var ids = variants.Select((_, index) => (parentId * 10) + index + 1).ToArray();
        Add(new ProductFact
        {
            Id = parentId, Sku = $"P-{parentId}", Name = $"Family {parentId}", FamilyId = parentId, Kind = ProductKind.Parent, Variants = ids, Price = 4990
        });
        foreach (var (id, (value, stock)) in ids.Zip(variants))
        {
            Add(new ProductFact
            {
                Id = id,
                Sku = $"P-{id}",
                Name = $"Family {parentId} {value}",
                FamilyId = parentId,
                Kind = ProductKind.Variant,
                Variants = ids,
                Price = 4990,
                Stock = stock,
                Attributes = new Dictionary<string, string> { [attribute] = value },
            });
        }

        return this;
    }

    public PanelScene Add(ProductFact product)
    {
        products[product.Id] = product;
        return this;
    }

    /// <summary>Last reported so many hours ago, where the shop goes by nothing that is a day old.</summary>
    public PanelScene Reported(int id, double hoursAgo)
    {
        Policy = Policy with { MaxReportAge = TimeSpan.FromHours(24) };
        return Add(products[id] with { ReportedAt = Now.AddHours(-hoursAgo) });
    }

    public PanelScene Linked(
        int id, LinkOrigin origin = LinkOrigin.Manual, LinkState state = LinkState.Active, bool fillsPanel = true, bool inherited = false,
        DateTimeOffset? from = null, DateTimeOffset? until = null, int[]? channels = null, string? segment = null, int type = 1)
    {
        links.Add(new LinkFact
        {
            TargetId = id,
            Position = links.Count,
            TypeId = type,
            TypeName = fillsPanel ? "cross-sell" : "up-sell",
            FillsPanel = fillsPanel,
            State = state,
            Origin = origin,
            IsInherited = inherited,
            Validity = new(from, until),
            ChannelIds = channels ?? [],
            Segment = segment,
        });
        return this;
    }

    public PanelScene Pinned(int id, OverrideScope scope = OverrideScope.Product, DateTimeOffset? until = null)
    {
        pins.Add(new PinFact(id, scope, pins.Count, new(null, until)));
        return this;
    }

    public PanelScene Excluded(int id, DateTimeOffset? until = null)
    {
        exclusions.Add(new ExclusionFact(id, OverrideScope.Product, new(null, until)));
        return this;
    }

    public PanelScene Mined(int id, int baskets = 214, double lift = 6.3, double score = 1, bool rejected = false, double? certainty = null)
    {
        mined.Add(new MinedFact(id, new PanelEvidence(baskets, 1902, lift, score) { Certainty = certainty }, rejected));
        return this;
    }

    public PanelScene Bestseller(int id, int baskets = 300)
    {
        bestsellers.Add(new BestsellerFact(id, baskets));
        return this;
    }

    public PanelScene CategoryPair(int id, int baskets = 40, double lift = 3, double score = 1, double? certainty = null)
    {
        categoryPairs.Add(new CategoryPairFact(id, "Cameras", new PanelEvidence(baskets, 400, lift, score) { Certainty = certainty }));
        return this;
    }

    public PanelScene Substitute(int id)
    {
        substitutes.Add(id);
        return this;
    }

    /// <param name="leads">Parts beside the first whose page it leads too.</param>
    public PanelScene Bundle(
        string code, long price, (int Id, int Quantity, long Share)[] parts, DateTimeOffset? from = null, DateTimeOffset? until = null, string? segment = null,
        int[]? leads = null)
    {
        bundles.Add(new BundleFact(
            bundles.Count + 1, code, 1, $"Set {code}",
            parts.Select((part, index) => new BundlePartFact(part.Id, part.Quantity, part.Share, index == 0 || leads?.Contains(part.Id) == true)).ToArray(),
            price, new(from, until), segment));
        return this;
    }

    public PanelFacts Facts() => new()
    {
        Channel = Channel,
        Anchor = Anchor,
        Products = products,
        Exclusions = exclusions,
        Substitutes = substitutes,
        Parts =
        [
            new BundleFacts { Bundles = bundles }, new PinFacts { Pins = pins }, new LinkFacts { Links = links }, new MinedFacts { Pairs = mined },
            new CategoryPairFacts { Pairs = categoryPairs }, new BestsellerFacts { Best = bestsellers },
        ],
    };

    public PanelRequest Request(int[]? cart = null, int? limit = null, DateTimeOffset? at = null, string? segment = null) => new()
    {
        AnchorId = Anchor.Id,
        ChannelId = Channel.Id,
        At = at ?? Now,
        Cart = cart ?? [],
        Limit = limit,
        Segment = segment,
    };

    public Panel Resolve(int[]? cart = null, int? limit = null, DateTimeOffset? at = null, string? segment = null) =>
        PanelResolver.Resolve(Request(cart, limit, at, segment), Facts(), Policy);
}

internal static class PanelAsserts
{
    public static int[] Ids(this Panel panel) => panel.Companions.Select(companion => companion.Product.Id).ToArray();

    /// <summary>The only trace row of a product.</summary>
    public static TraceEntry Of(this IReadOnlyList<TraceEntry> trace, int productId) => Assert.Single(trace, entry => entry.ProductId == productId);

    public static void Dropped(this Panel panel, int productId, PanelFilter filter, string sentence)
    {
        var entry = panel.Trace.Of(productId);
        Assert.Equal((TraceVerdict.Dropped, filter, sentence), (entry.Verdict, entry.Filter, entry.Sentence));
        Assert.DoesNotContain(productId, panel.Ids());
    }
}
