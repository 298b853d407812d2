using System.Globalization;
using CrossSell.Core.Catalog;

namespace CrossSell.Core.Search;

/// <summary>One value of one attribute; tags are attribute 0.</summary>
/// <param name="Number">Of numbers; then the text is empty.</param>
internal readonly record struct AttributeEntry(int AttributeId, string Text, double? Number);

/// <summary>
/// What filters, counts and orders look at: one column a property, one place in it a product (its number here, which is not its id).
/// A family stands with what its variants give it. Not safe against writing while others read: <see cref="CatalogIndex"/> sees to that.
/// </summary>
internal sealed class CatalogColumns(CatalogLookups lookups)
{
    public const int TagAttribute = 0;

    private static readonly ChannelColumns NoChannel = new();

    private readonly Dictionary<int, int> late = [];
    private readonly List<(int Product, int ParentId)> orphans = [];
    private readonly Column<int> ids = new(0);
    private int inOrder;

    /// <summary>Products, those that are gone included.</summary>
    public int Count { get; private set; }

    public CatalogLookups Lookups { get; set; } = lookups;

    public Column<bool> Gone { get; } = new(false);

    public Column<ProductKind> Kind { get; } = new(default);

    public Column<ProductStatus> Status { get; } = new(default);

    /// <summary>A variant's family; -1 for none.</summary>
    public Column<int> Parent { get; } = new(-1);

    /// <summary>Id of the primary category; 0 for none.</summary>
    public Column<int> Category { get; } = new(0);

    /// <summary>Ids of the other categories.</summary>
    public ListColumn MoreCategories { get; } = new();

    /// <summary>Id; 0 for none.</summary>
    public Column<int> Type { get; } = new(0);

    public Codes<string> Brands { get; } = new();

    /// <summary>-1 for none.</summary>
    public Column<int> Brand { get; } = new(-1);

    public Codes<string> TaxClasses { get; } = new();

    public Column<int> TaxClass { get; } = new(0);

    /// <summary>UTC milliseconds.</summary>
    public Column<long> CreatedAt { get; } = new(0);

    /// <summary>UTC milliseconds.</summary>
    public Column<long> UpdatedAt { get; } = new(0);

    public Codes<(string Id, string Name)> Actors { get; } = new();

    /// <summary>Who changed it last; -1 when nobody is known.</summary>
    public Column<int> ChangedBy { get; } = new(-1);

    public Column<int> Links { get; } = new(0);

    public Column<int> Bundles { get; } = new(0);

    public Column<bool> InReview { get; } = new(false);

    /// <summary>Whether a bundle has it as its main product.</summary>
    public Column<bool> IsBundleMain { get; } = new(false);

    /// <summary>Baskets that held it: what sells best comes first among equal matches.</summary>
    public Column<int> Baskets { get; } = new(0);

    /// <summary>Lower case.</summary>
    public TextColumn Sku { get; } = new();

    /// <summary>Folded.</summary>
    public TextColumn Name { get; } = new();

    /// <summary>Digits from the left in fourteen places, then their number: <see cref="GtinKey"/>. 0 for none.</summary>
    public Column<long> Gtin { get; } = new(0);

    public Codes<AttributeEntry> Entries { get; } = new();

    /// <summary>Of a variant and of a simple product their own, of a family also its variants'.</summary>
    public ListColumn Values { get; } = new();

    public Codes<string> MissingSets { get; } = new();

    public SortedDictionary<int, ChannelColumns> Channels { get; } = [];

    public int IdOf(int product) => ids[product];

    /// <summary>-1 for an id that no product has.</summary>
    public int Find(int id)
    {
        if (late.TryGetValue(id, out var product))
        {
            return product;
        }

        var at = ids.Values[..inOrder].BinarySearch(id);
        return at < 0 ? -1 : at;
    }

    /// <summary>One that lists nothing when nobody knows the channel.</summary>
    public ChannelColumns Channel(int id) => Channels.GetValueOrDefault(id) ?? NoChannel;

    /// <summary>Takes a product over, a new one or one that is known; a family's own figures only.</summary>
    /// <returns>Its number.</returns>
    public int Put(ProductFacts facts, bool building)
    {
        var product = Find(facts.Id);
        if (product < 0)
        {
            product = Count++;
            ids.Set(product, facts.Id);
            if (product == inOrder && (product == 0 || ids[product - 1] < facts.Id))
            {
                inOrder++;
            }
            else
            {
                late.Add(facts.Id, product);
            }
        }

        Gone.Set(product, false);
        Kind.Set(product, facts.Kind);
        Status.Set(product, facts.Status);
        Parent.Set(product, facts.ParentId is { } parent ? Find(parent) : -1);
        if (facts.ParentId is { } awaited && Parent[product] < 0)
        {
            orphans.Add((product, awaited));
        }

        Category.Set(product, facts.CategoryId ?? 0);
        MoreCategories.Set(product, [.. facts.Categories]);
        Type.Set(product, facts.TypeId ?? 0);
        Brand.Set(product, string.IsNullOrWhiteSpace(facts.Brand) ? -1 : Brands.Of(facts.Brand));
        TaxClass.Set(product, TaxClasses.Of(facts.TaxClass));
        CreatedAt.Set(product, facts.CreatedAt);
        UpdatedAt.Set(product, facts.UpdatedAt);
        Links.Set(product, facts.Links.Count);
        Baskets.Set(product, facts.Baskets);
        Gtin.Set(product, GtinKey(facts.Gtin));
        Values.Set(product, Numbers(facts));
        if (building)
        {
            ChangedBy.Set(product, -1);
            Bundles.Set(product, 0);
            InReview.Set(product, false);
            IsBundleMain.Set(product, false);
            Sku.Append(facts.Sku.ToLowerInvariant());
            Name.Append(SearchText.Fold(facts.Name));
        }
        else
        {
            if (product >= ChangedBy.Values.Length)
            {
                ChangedBy.Set(product, -1);
                Bundles.Set(product, 0);
                InReview.Set(product, false);
                IsBundleMain.Set(product, false);
            }

            Sku.Set(product, facts.Sku.ToLowerInvariant());
            Name.Set(product, SearchText.Fold(facts.Name));
        }

        foreach (var channel in Channels.Values)
        {
            channel.Clear(product);
        }

        foreach (var listing in facts.Listings)
        {
            Fill(listing.ChannelId).Put(product, listing, MissingSets.Of(listing.Missing));
        }

        return product;
    }

    /// <summary>Finds the families that came after their variants.</summary>
    public void JoinFamilies()
    {
        foreach (var (product, parent) in orphans)
        {
            Parent.Set(product, Find(parent));
        }

        orphans.Clear();
    }

    /// <summary>A product that was deleted keeps its number, in case it comes back.</summary>
    public void Remove(int product) => Gone.Set(product, true);

    public void SetChanger(ChangerFact changer)
    {
        if (Find(changer.ProductId) is >= 0 and var product)
        {
            ChangedBy.Set(product, Actors.Of((changer.ActorId, changer.ActorName)));
        }
    }

    /// <summary>All products that are in a bundle; others are in none.</summary>
    public void SetBundles(IReadOnlyList<BundleMembership> bundles)
    {
        for (var product = 0; product < Count; product++)
        {
            Bundles.Set(product, 0);
            InReview.Set(product, false);
            IsBundleMain.Set(product, false);
        }

        foreach (var bundle in bundles)
        {
            if (Find(bundle.ProductId) is >= 0 and var product)
            {
                Bundles.Set(product, bundle.Bundles);
                InReview.Set(product, bundle.InReview);
                IsBundleMain.Set(product, bundle.IsMain);
            }
        }
    }

    public void Trim()
    {
        Sku.Trim();
        Name.Trim();
        Values.Trim();
        MoreCategories.Trim();
    }

    /// <summary>Suggestions belong to families: a variant has its family's.</summary>
    public int WaitingOf(ChannelColumns channel, int product) => channel.Waiting.GetValueOrDefault(IdOf(Parent[product] >= 0 ? Parent[product] : product));

    /// <summary>Takes over what waits in the channel by anchor.</summary>
    public void Suggest(int channelId, IReadOnlyDictionary<int, int> byAnchor) => Fill(channelId).Waiting = byAnchor;

    /// <summary>Percent of the net price that stays; null when cost or price is unknown.</summary>
    public decimal? MarginOf(int product, Channel channel) => MarginTenthsOf(product, channel) / 10m;

    /// <summary>(net price - cost) / net price, in tenths of a percent; null without a price or a known cost.</summary>
    public long? MarginTenthsOf(int product, Channel channel)
    {
        if (Channel(channel.Id).RowOf(product) is not { Price: > 0 and var price, Cost: { } cost })
        {
            return null;
        }

        var taxClass = TaxClasses[TaxClass[product]];
        var tax = channel.PricesIncludeTax ? channel.TaxRates.Find(rate => rate.TaxClass == taxClass)?.BasisPoints ?? 0 : 0;
        // Both sides times the tax, so that it stays a division of whole numbers: (10,000 price - (10,000 + tax) cost) / (10,000 price).
        var (gain, whole) = ((Int128)1_000 * ((10_000 * (Int128)price) - ((10_000 + tax) * (Int128)cost)), 10_000 * (Int128)price);
        return (long)((gain + (Int128.Sign(gain) * whole / 2)) / whole);
    }

    /// <summary>
    /// Digits as a number of fourteen, shorter ones filled up on the right, times 16, plus how many there are: what begins alike lies together.
    /// </summary>
    public static long GtinKey(string? gtin)
    {
        if (gtin is null || gtin.Length is 0 or > 14 || !gtin.All(char.IsAsciiDigit))
        {
            return 0;
        }

        return (long.Parse(gtin.PadRight(14, '0'), CultureInfo.InvariantCulture) << 4) | (uint)gtin.Length;
    }

    private ChannelColumns Fill(int id)
    {
        if (!Channels.TryGetValue(id, out var channel))
        {
            Channels.Add(id, channel = new ChannelColumns());
        }

        return channel;
    }

    private int[] Numbers(ProductFacts facts)
    {
        var numbers = new HashSet<int>();
        foreach (var tag in facts.Tags)
        {
            numbers.Add(Entries.Of(new AttributeEntry(TagAttribute, tag, null)));
        }

        foreach (var value in facts.Values)
        {
            switch (Lookups.Attribute(value.AttributeId)?.Kind)
            {
                case AttributeKind.Number when value.Number is { } number:
                    numbers.Add(Entries.Of(new AttributeEntry(value.AttributeId, "", number)));
                    break;
                case AttributeKind.Choice or AttributeKind.Choices or AttributeKind.Color or AttributeKind.YesNo:
                    foreach (var part in value.Text.Split(AttributeValue.Separator, StringSplitOptions.RemoveEmptyEntries))
                    {
                        numbers.Add(Entries.Of(new AttributeEntry(value.AttributeId, part, null)));
                    }

                    break;
                default:
                    break; // Free text and references are no choices.
            }
        }

        return [.. numbers];
    }
}
