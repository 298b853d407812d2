using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;

namespace CrossSell.Core.Panels;

/// <summary>Reads the facts of one anchor in one snapshot: its family, what each layer knows of it, then all products these name with their families.</summary>
/// <param name="now">When it is read: what is kept beside the index holds until a report that is good now is too old.</param>
/// <param name="orders">What to take for the findings of the orders instead of those that are stored; null takes these.</param>
internal sealed class PanelFactsReader(PanelConnections connections, PanelIndex index, DateTimeOffset now, OrderFindings? orders = null) : IDisposable
{
    private static readonly Dictionary<string, string> NoAttributes = [];

    private readonly PanelRows rows = new(connections);

    /// <summary>
    /// Whether facts that were read here may be kept beside the index. What was written since it was read may be in them or not: the refresh that follows that
    /// write forgets what names it either way. Only what a rule would offer since names nothing yet (<see cref="LiveRule.Candidates"/>).
    /// </summary>
    public bool MayKeep(PanelFacts? facts) => IsOfIndex || facts is null || facts.Of<RuleFacts>().RuleIds.Count == 0;

    private bool IsOfIndex => rows.State == index.State;

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
        var (products, elsewhere) = Products(named, anchor, channel, locale);
        var unproven = layers.Zip(parts).Where(pair => pair.First.IsUnproven).SelectMany(pair => pair.Second.Products);
        var around = WithUnproven(wider.Facts, unproven, products, channel);
        return !products.TryGetValue(productId, out var self) ? null : new PanelFacts
        {
            Channel = channel.Fact,
            Locale = locale,
            Anchor = self,
            Products = products,
            Elsewhere = elsewhere,
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
        index.Cache.Keep(index.State, key, offers);
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

        var (products, elsewhere) = Products(named, default, channel, reading.Locale);
        var fit = FitOf(channel.Channel.Id);
        return new WiderOffers(
            [.. layers.Zip(parts, (layer, part) => layer.Settled(part, reading, products))],
            new WiderFacts
            {
                Products = products,
                Elsewhere = elsewhere,
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

    /// <summary>The named products with their whole families, and those of them that the channel does not list.</summary>
    /// <param name="anchor">Of the facts that they are read for; the default for none.</param>
    private (Dictionary<int, ProductFact> Products, Dictionary<int, (string Sku, string Name)> Elsewhere) Products(
        HashSet<int> named, PanelRows.FamilyRow anchor, ChannelPanels channel, string? locale)
    {
        var (products, elsewhere) = (new Dictionary<int, ProductFact>(), new Dictionary<int, (string, string)>());
        // That something was reported again tells nobody: where the shop goes by that, each report is read.
        var withReports = channel.Policy.MaxReportAge is not null;
        var asked = new List<int>(named.Count);
        foreach (var id in named)
        {
            if (!withReports && id != anchor.Id && index.Cache.Family(channel.Channel.Id, locale, id) is { } known)
            {
                Add(known);
            }
            else
            {
                asked.Add(id);
            }
        }

        var members = asked.Count == 0 ? [] : rows.Members(asked, channel.Channel.Id, locale, withReports);
        var attributes = AttributesOf(members.Where(member => member.Id == anchor.Id || member.Kind == ProductKind.Variant).Select(member => member.Id));
        foreach (var family in members.GroupBy(member => member.ParentId ?? member.Id))
        {
            var read = FamilyOf([.. family], channel.Fact, attributes);
            // The anchor's own facts say more than those of a companion.
            if (family.Key != (anchor.ParentId ?? anchor.Id))
            {
                read = IsOfIndex && index.Cache.Family(channel.Channel.Id, locale, family.Key) is { } before && IsSame(before, read) ? before : read;
                index.Cache.Keep(index.State, channel.Channel.Id, locale, family.Key, read);
            }

            Add(read);
        }

        return (products, elsewhere);

        void Add(CompanionFamily family)
        {
            foreach (var fact in family.Facts)
            {
                products[fact.Id] = fact;
            }

            foreach (var (id, sku, name) in family.Elsewhere)
            {
                elsewhere[id] = (sku, name);
            }
        }
    }

    // Of one state of the studio nothing but reports differs.
    private static bool IsSame(CompanionFamily before, CompanionFamily read) =>
        before.Facts.Count == read.Facts.Count && before.Facts.Zip(read.Facts).All(pair => pair.First.ReportedAt == pair.Second.ReportedAt);

    /// <param name="members">Of one family, by id.</param>
    private CompanionFamily FamilyOf(
        PanelRows.MemberRow[] members, ChannelFact channel, Dictionary<int, Dictionary<string, string>> attributes)
    {
        // As a person put them in order; where nobody did, as they came.
        var variants = members.Where(member => member.ParentId is not null).OrderBy(member => member.Place).ToArray();
        int[] variantIds = [.. variants.Select(member => member.Id)];
        var head = Array.Find(members, member => member.ParentId is null);
        var (facts, elsewhere) = (new List<ProductFact>(members.Length), new List<(int, string, string)>());
        foreach (var row in members)
        {
            var sold = row.Kind == ProductKind.Parent ? variants.Select(variant => variant.Listing).OfType<PanelRows.MemberListing>().ToArray() : [];
            var own = row.Listing;
            if (own is null && sold.Length == 0)
            {
                elsewhere.Add((row.Id, row.Sku, row.Name));
                continue;
            }

            int[] siblings = row.ParentId is not null || row.Kind == ProductKind.Parent ? variantIds : [];
            // A variant is of its family's kind where it has none of its own.
            var above = row.ParentId is null ? null : head;
            var category = (row.CategoryId ?? above?.CategoryId) is { } categoryId ? index.Catalog.Categories.GetValueOrDefault(categoryId) : null;
            var complete = own ?? sold.MaxBy(listing => listing.Completeness)!;
            facts.Add(new ProductFact
            {
                Id = row.Id,
                Sku = row.Sku,
                Name = row.Name,
                Kind = row.Kind,
                FamilyId = row.ParentId ?? row.Id,
                Variants = siblings,
                CategoryId = row.CategoryId ?? above?.CategoryId,
                TypeId = row.TypeId ?? above?.TypeId,
                CategoryName = category?.Name,
                Status = row.Status,
                Picture = ProductPictures.Of(row.MediaHash, row.Picture, category?.Picture),
                IsPublished = own?.Published ?? sold.Any(listing => listing.Published),
                Price = own?.Price ?? sold.Min(listing => listing.Price),
                CompareAtPrice = own?.CompareAtPrice,
                Stock = own is not null && (row.Kind != ProductKind.Parent || siblings.Length == 0)
                    ? own.Stock
                    : sold.Any(listing => listing.Stock is null) ? null : sold.Sum(listing => listing.Stock),
                ReportedAt = own?.ReportedAt,
                Completeness = complete.Completeness,
                Missing = complete.Completeness < channel.CompletenessThreshold ? Words(complete.Missing) : [],
                Attributes = attributes.GetValueOrDefault(row.Id) ?? (IReadOnlyDictionary<string, string>)NoAttributes,
            });
        }

        return new CompanionFamily(facts, elsewhere);
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
