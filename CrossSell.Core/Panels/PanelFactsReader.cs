using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Panels;

/// <summary>Reads the facts of one anchor in one snapshot: its family, what each layer knows of it, then all products these name with their families.</summary>
/// <param name="now">When it is read: what is kept beside the index holds until a report that is good now is too old.</param>
/// <param name="orders">What to take for the findings of the orders instead of those that are stored; null takes these.</param>
internal sealed class PanelFactsReader(StudioStore store, PanelIndex index, DateTimeOffset now, OrderFindings? orders = null) : IDisposable
{
    private static readonly Dictionary<string, string> NoAttributes = [];

    private readonly PanelRows rows = new(store);

    /// <summary>False when something was written since the index was read: then what is read here may be shown once, but not kept beside it.</summary>
    public bool IsOfIndex => rows.State == index.State;

    public int? IdOf(string sku) => rows.IdOf(sku);

    /// <summary>Channels that list the product or, for a family, one of its variants.</summary>
    public IReadOnlyList<int> ChannelsOf(int productId) => rows.ChannelsOf(productId);

    /// <summary>Null for a product that is gone.</summary>
    public ProductStatus? StatusOf(int productId) => rows.StatusOf(productId);

    /// <summary>Null when the channel does not know the product.</summary>
    /// <param name="also">Products to read beside those that the facts name.</param>
    public PanelFacts? FactsOf(int productId, ChannelPanels channel, string? locale, IReadOnlyList<int>? also = null)
    {
        var family = rows.Family(productId);
        if (family.Find(member => member.Id == productId) is not { Id: not 0 } anchor)
        {
            return null;
        }

        var familyId = anchor.ParentId ?? anchor.Id;
        var reading = new PanelReading(index, channel, locale, rows, OrdersOf(channel))
        {
            ProductId = productId,
            FamilyId = familyId,
            CategoryId = anchor.CategoryId ?? family.Find(member => member.Id == familyId).CategoryId ?? 0,
            Family = family,
            Scopes = [.. Scopes(anchor, familyId, anchor.CategoryId ?? family.Find(member => member.Id == familyId).CategoryId)],
        };
        PanelLayer[] layers = [.. index.Layers.Where(layer => !layer.IsWider)];
        var parts = Array.ConvertAll(layers, reading.Of);
        var wider = WiderOf(reading.CategoryId, channel, locale);

        var named = new HashSet<int> { productId };
        named.UnionWith(also ?? []);
        named.UnionWith(parts.SelectMany(part => part.Products));
        var members = rows.Members(named, channel.Channel.Id, locale, channel.Policy.MaxReportAge is not null);
        var products = Products(members, productId, channel.Fact, locale);
        var unproven = layers.Zip(parts).Where(pair => pair.First.IsUnproven).SelectMany(pair => pair.Second.Products);
        var around = WithUnproven(wider.Facts, unproven, products, channel);
        return !products.TryGetValue(productId, out var self) ? null : new PanelFacts
        {
            Channel = channel.Fact,
            Locale = locale,
            Anchor = self,
            Products = products,
            Elsewhere = members.Where(member => !products.ContainsKey(member.Id)).ToDictionary(member => member.Id, member => (member.Sku, member.Name)),
            Exclusions = [.. reading.Scopes.SelectMany(scope => channel.Exclusions[scope])],
            Places = reading.Scopes,
            Substitutes = parts.SelectMany(part => part.Substitutes).ToHashSet(),
            Layers = index.Layers,
            Parts = [.. layers.Zip(parts, (layer, part) => layer.Settled(part, reading, products)), .. wider.Parts],
            Wider = around,
            Compared = around.Fit is { } fit ? Compared(fit, channel, [productId]) : [],
        };
    }

    public void Dispose() => rows.Dispose();

    private OrderFindings OrdersOf(ChannelPanels channel) => orders ?? new StoredFindings(rows, index, channel.Channel.Id);

    /// <summary>What is offered to anything of a category, 0 for none: read once for all its products and kept with the index.</summary>
    private WiderOffers WiderOf(int categoryId, ChannelPanels channel, string? locale)
    {
        // A layer that is off would only fill the trace with what nobody asked for.
        PanelLayer[] layers = [.. index.Layers.Where(layer => layer.IsWider && channel.Policies.IsOnSomewhere(layer))];
        if (layers.Length == 0)
        {
            return WiderOffers.None;
        }

        var key = new WiderKey(
            channel.Channel.Id, locale, categoryId, string.Join(',', layers.Select(layer => layer.Name)), channel.Policy.MaxReportAge is not null);
        if (index.Cache.Find(key, now.UtcTicks) is { } known)
        {
            return known;
        }

        var offers = ReadWider(layers, new PanelReading(index, channel, locale, rows, OrdersOf(channel)) { CategoryId = categoryId });
        if (IsOfIndex)
        {
            index.Cache.Keep(key, offers);
        }

        return offers;
    }

    private WiderOffers ReadWider(PanelLayer[] layers, PanelReading reading)
    {
        var (channel, parts) = (reading.Panels, Array.ConvertAll(layers, reading.Of));
        var named = parts.SelectMany(part => part.Products).ToHashSet();
        if (named.Count == 0)
        {
            return WiderOffers.None;
        }

        var members = rows.Members(named, channel.Channel.Id, reading.Locale, channel.Policy.MaxReportAge is not null);
        var products = Products(members, 0, channel.Fact, reading.Locale);
        var fit = FitOf(channel.Channel.Id);
        return new WiderOffers(
            [.. layers.Zip(parts, (layer, part) => layer.Settled(part, reading, products))],
            new WiderFacts
            {
                Products = products,
                Elsewhere = members.Where(member => !products.ContainsKey(member.Id)).ToDictionary(member => member.Id, member => (member.Sku, member.Name)),
                Fit = fit,
                Compared = fit is null
                    ? new Dictionary<int, RuleProduct>()
                    : Compared(fit, channel, [.. products.Values.Where(product => product.Kind != ProductKind.Parent).Select(product => product.Id)])
                        .ToDictionary(product => product.Id),
            })
        {
            Until = PanelEdges.Outdated(products.Values, now, channel.Policy.MaxReportAge)?.UtcTicks ?? long.MaxValue,
        };
    }

    /// <summary>
    /// With what rules compare of products that layers without evidence name for this very anchor, so that those are asked whether they fit too.
    /// </summary>
    private WiderFacts WithUnproven(WiderFacts facts, IEnumerable<int> named, Dictionary<int, ProductFact> products, ChannelPanels channel)
    {
        var ids = named.ToHashSet();
        if (ids.Count == 0 || (facts.Fit ?? FitOf(channel.Channel.Id)) is not { } fit)
        {
            return facts;
        }

        int[] asked = [
            .. products.Values.Where(product => product.Kind != ProductKind.Parent && (ids.Contains(product.Id) || ids.Contains(product.FamilyId)))
                .Select(product => product.Id)];
        return facts with
        {
            Fit = fit,
            Compared = facts.Compared.Concat(Compared(fit, channel, asked).Select(product => KeyValuePair.Create(product.Id, product)))
                .DistinctBy(pair => pair.Key).ToDictionary(),
        };
    }

    /// <summary>What the channel's rules compare of attributes; null where they compare none.</summary>
    private FitCheck? FitOf(int channelId) => index.Of<PanelRules>()?.Compared(channelId) is ({ Count: > 0 } comparisons, { } scope)
        ? new FitCheck(
            comparisons, scope.Kinds,
            index.Catalog.AttributeCodes.ToDictionary(code => code.Key, code => index.Catalog.AttributeNames.GetValueOrDefault(code.Value, code.Value)))
        : null;

    private List<RuleProduct> Compared(FitCheck fit, ChannelPanels channel, IReadOnlyCollection<int> ids) =>
        RuleRows.Load(
            rows.Context(), channel.Channel, ids, fit.Attributes, index.Of<PanelRules>()!.Compared(channel.Channel.Id).Scope!.NamesProducts(fit.Attributes));

    /// <summary>Values that tell variants apart; a simple product is never chosen among its like.</summary>
    private Dictionary<int, Dictionary<string, string>> AttributesOf(IEnumerable<int> ids)
    {
        var values = new Dictionary<int, Dictionary<string, string>>();
        foreach (var (product, attribute, text) in rows.Attributes(ids))
        {
            if (index.Catalog.AttributeCodes.TryGetValue(attribute, out var code))
            {
                (values.TryGetValue(product, out var own) ? own : values[product] = new Dictionary<string, string>(StringComparer.Ordinal))[code] = text;
            }
        }

        return values;
    }

    private Dictionary<int, ProductFact> Products(List<PanelRows.MemberRow> members, int anchorId, ChannelFact channel, string? locale)
    {
        // As a person put them in order; where nobody did, as they came.
        var families = members.Where(member => member.ParentId is not null).OrderBy(member => member.Place).ToLookup(member => member.ParentId!.Value);
        var heads = members.Where(member => member.ParentId is null).ToDictionary(member => member.Id);
        var variantIds = families.ToDictionary(family => family.Key, IReadOnlyList<int> (family) => [.. family.Select(member => member.Id)]);
        var attributes = AttributesOf(members.Where(member => member.Id == anchorId || member.Kind == ProductKind.Variant).Select(member => member.Id));
        var facts = new Dictionary<int, ProductFact>(members.Count);
        foreach (var row in members)
        {
            var sold = row.Kind == ProductKind.Parent
                ? [.. families[row.Id].Select(variant => variant.Listing).OfType<PanelRows.MemberListing>()]
                : Array.Empty<PanelRows.MemberListing>();
            var own = row.Listing;
            if (own is null && sold.Length == 0)
            {
                continue;
            }

            var isShared = IsOfIndex && row.Id != anchorId;
            // That it was reported again tells nobody, so what is kept may be from before.
            if (isShared && index.Cache.Companion(channel.Id, locale, row.Id) is { } known && known.ReportedAt == own?.ReportedAt)
            {
                facts[row.Id] = known;
                continue;
            }

            var variants = row.ParentId is { } parent
                ? variantIds[parent]
                : row.Kind == ProductKind.Parent && variantIds.TryGetValue(row.Id, out var ids) ? ids : [];
            // A variant is of its family's kind where it has none of its own.
            var head = row.ParentId is { } headId ? heads.GetValueOrDefault(headId) : null;
            var category = (row.CategoryId ?? head?.CategoryId) is { } categoryId ? index.Catalog.Categories.GetValueOrDefault(categoryId) : null;
            var complete = own ?? sold.MaxBy(listing => listing.Completeness)!;
            var fact = new ProductFact
            {
                Id = row.Id,
                Sku = row.Sku,
                Name = row.Name,
                Kind = row.Kind,
                FamilyId = row.ParentId ?? row.Id,
                Variants = variants,
                CategoryId = row.CategoryId ?? head?.CategoryId,
                TypeId = row.TypeId ?? head?.TypeId,
                CategoryName = category?.Name,
                Status = row.Status,
                Picture = ProductPictures.Of(row.MediaHash, row.Picture, category?.Picture),
                IsPublished = own?.Published ?? sold.Any(listing => listing.Published),
                Price = own?.Price ?? sold.Min(listing => listing.Price),
                CompareAtPrice = own?.CompareAtPrice,
                Stock = own is not null && (row.Kind != ProductKind.Parent || variants.Count == 0)
                    ? own.Stock
                    : sold.Any(listing => listing.Stock is null) ? null : sold.Sum(listing => listing.Stock),
                ReportedAt = own?.ReportedAt,
                Completeness = complete.Completeness,
                Missing = complete.Completeness < channel.CompletenessThreshold ? Words(complete.Missing) : [],
                Attributes = attributes.GetValueOrDefault(row.Id) ?? (IReadOnlyDictionary<string, string>)NoAttributes,
            };
            if (isShared)
            {
                index.Cache.Keep(channel.Id, locale, fact);
            }

            facts[row.Id] = fact;
        }

        return facts;
    }

    // Kept for readers of all languages.
    private string[] Words(string missing) => [.. missing.Split(Completeness.Separator, StringSplitOptions.RemoveEmptyEntries)
        .Select(field => Texts.InEnglish(() => CompletenessNeeds.Label(field, index.Catalog.AttributeNames)))];

    private IEnumerable<(OverrideScope Scope, int Id)> Scopes(PanelRows.FamilyRow anchor, int familyId, int? categoryId)
    {
        yield return (OverrideScope.Product, anchor.Id);
        if (familyId != anchor.Id)
        {
            yield return (OverrideScope.Product, familyId);
        }

        if (categoryId is { } category && index.Catalog.CategoryPaths.TryGetValue(category, out var path))
        {
            foreach (var id in path)
            {
                yield return (OverrideScope.Category, id);
            }
        }

        yield return (OverrideScope.Channel, 0);
    }
}
