using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Panels;

/// <summary>What the orders say, by family: other than what is stored, for trying panels out.</summary>
internal sealed record PanelEvidenceSource(
    Func<int, List<MinedFact>> Mined, Func<int, List<CartWeightFact>> CartWeights, Func<int, IReadOnlyList<CategoryPair>> CategoryPairs, Func<int, IReadOnlyList<BestsellerFact>> Bestsellers);

/// <summary>Reads the facts of one anchor in one snapshot: its family, links and companions, then all products these name with their families.</summary>
/// <param name="evidence">What to take for the findings of the orders instead of those that are stored; null takes these.</param>
internal sealed class PanelFactsReader(StudioStore store, PanelIndex index, PanelEvidenceSource? evidence = null) : IDisposable
{
    // So many of the shop's are looked at, and so many offered to a product: those of its own category are left out.
    private const int MostBestsellers = 60;
    private const int BestsellersOffered = 24;

    // What a rule offers beyond its limit, in case the cart or a filter holds some of it back.
    private const int RuleSpare = 6;

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
        var links = LinksOf(productId, familyId, locale ?? channel.Channel.Locales.FirstOrDefault(), out var substitutes);
        var mined = evidence?.Mined(familyId) ?? rows.Mined(familyId, channel.Channel.Id);
        var cart = evidence?.CartWeights(familyId) ?? rows.CartWeights(familyId, channel.Channel.Id);
        var (ruleIds, ruleAnchor, rules) = RulesOf(productId, channel, mined);
        var wider = WiderOf(anchor.CategoryId ?? family.Find(member => member.Id == familyId).CategoryId ?? 0, channel, locale);
        var bundles = (productId == familyId ? family.Select(member => member.Id) : [productId, familyId])
            .SelectMany(id => channel.Bundles[id]).DistinctBy(bundle => (bundle.Id, bundle.Revision)).ToArray();
        var scopes = Scopes(anchor, familyId).ToArray();
        var pins = scopes.SelectMany(scope => channel.Pins[scope]).ToArray();

        var named = new HashSet<int> { productId };
        named.UnionWith(also ?? []);
        named.UnionWith(links.Select(link => link.TargetId));
        named.UnionWith(rules.Select(rule => rule.ProductId));
        named.UnionWith(mined.Select(pair => pair.ProductId));
        named.UnionWith(cart.Select(weight => weight.ProductId));
        named.UnionWith(pins.Select(pin => pin.ProductId));
        named.UnionWith(bundles.SelectMany(bundle => bundle.Parts).Select(part => part.ProductId));
        var members = rows.Members(named, channel.Channel.Id, locale);
        var products = Products(members, productId, channel.Fact, locale);
        return !products.TryGetValue(productId, out var self) ? null : new PanelFacts
        {
            Channel = channel.Fact,
            Locale = locale,
            Anchor = self,
            Products = products,
            Elsewhere = members.Where(member => !products.ContainsKey(member.Id)).ToDictionary(member => member.Id, member => (member.Sku, member.Name)),
            Pins = pins,
            Exclusions = [.. scopes.SelectMany(scope => channel.Exclusions[scope])],
            Links = links,
            Substitutes = substitutes,
            Rules = rules,
            RuleIds = ruleIds,
            RuleAnchor = ruleAnchor,
            Mined = mined,
            CartWeights = cart,
            CategoryPairs = wider.CategoryPairs,
            Bestsellers = wider.Bestsellers,
            Wider = wider.Facts,
            Compared = wider.Facts.Fit is { } fit ? Compared(fit, channel, [productId]) : [],
            Bundles = bundles,
        };
    }

    public void Dispose() => rows.Dispose();

    /// <summary>The anchor's links and, for a variant, those of its family.</summary>
    private List<LinkFact> LinksOf(int productId, int familyId, string? locale, out HashSet<int> substitutes)
    {
        (var links, substitutes) = (new List<LinkFact>(), []);
        foreach (var link in rows.Links(productId, familyId))
        {
            // A type that was made since the index was read: the next second knows it.
            if (index.Catalog.LinkTypes.GetValueOrDefault(link.TypeId) is not { } type)
            {
                continue;
            }

            if (type.Kind == LinkKind.Substitute && link.State == LinkState.Active)
            {
                substitutes.Add(link.TargetId);
            }

            links.Add(new LinkFact
            {
                TargetId = link.TargetId,
                Position = link.Position,
                TypeId = type.Id,
                TypeName = type.LabelIn(locale),
                FillsPanel = type.FillsPanel,
                State = link.State,
                Origin = link.Origin,
                IsInherited = link.SourceId != productId,
                Validity = new ValidityFact(link.From, link.Until),
                ChannelIds = link.ChannelIds,
                Segment = link.Segment,
            });
        }

        return links;
    }

    /// <summary>The rules that are for the product, and what each offers.</summary>
    private (int[] Ids, RuleProduct? Anchor, RuleFact[] Facts) RulesOf(int productId, ChannelPanels channel, List<MinedFact> mined)
    {
        var live = index.Rules.Of(channel.Channel.Id);
        if (live.Count == 0)
        {
            return ([], null, []);
        }

        var db = rows.Context();
        var family = FamilyRows.Load(db, [productId]);
        var product = family.Products.First(member => member.Id == productId);
        var serving = live.Where(rule => rule.IsFor(family, product)).ToArray();
        if (serving.Length == 0)
        {
            return ([], null, []);
        }

        int[] attributes = [.. serving.SelectMany(rule => rule.Attributes).Distinct()];
        var anchor = RuleRows.Load(db, channel.Channel, [productId], attributes, serving[0].Scope.NamesProducts(attributes)).Single();
        var affinity = mined.Where(pair => !pair.IsRejected).ToDictionary(pair => pair.ProductId, pair => pair.Evidence.Score);
        return ([.. serving.Select(rule => rule.Id)], anchor, [.. serving.SelectMany(rule => Offered(rule, rule.Candidates(db, IsOfIndex).Matcher, anchor, affinity))]);
    }

    private static IEnumerable<RuleFact> Offered(LiveRule rule, RuleMatcher matcher, RuleProduct anchor, Dictionary<int, double> affinity)
    {
        var (from, to) = matcher.PricesFor(anchor);
        return matcher.Best(anchor, rule.Content.Limit + RuleSpare, affinity).Select((companion, rank) => new RuleFact
        {
            ProductId = companion.Id,
            RuleId = rule.Id,
            Name = rule.Content.Name,
            Priority = rule.Priority,
            Rank = rank,
            Limit = rule.Content.Limit,
            Validity = new ValidityFact(rule.Content.ValidFrom, rule.Content.ValidTo),
            Segment = rule.Content.Segment,
            PriceFrom = from,
            PriceTo = to,
        });
    }

    /// <summary>What is offered to anything of a category, 0 for none: read once for all its products and kept with the index.</summary>
    private WiderOffers WiderOf(int categoryId, ChannelPanels channel, string? locale)
    {
        // A layer that is off would only fill the trace with what nobody asked for.
        var key = new WiderKey(channel.Channel.Id, locale, categoryId, channel.Policy.AllowCategoryPairs && categoryId != 0, channel.Policy.AllowFallback);
        if (key is { Pairs: false, Bestsellers: false })
        {
            return WiderOffers.None;
        }

        if (index.Cache.Find(key) is { } known)
        {
            return known;
        }

        var offers = ReadWider(key, channel);
        if (IsOfIndex)
        {
            index.Cache.Keep(key, offers);
        }

        return offers;
    }

    private WiderOffers ReadWider(WiderKey key, ChannelPanels channel)
    {
        var name = index.Catalog.Categories.GetValueOrDefault(key.CategoryId)?.Name ?? "the category";
        IReadOnlyList<CategoryPair> found = !key.Pairs ? [] : evidence?.CategoryPairs(key.CategoryId) ?? rows.CategoryPairs(key.CategoryId, key.ChannelId);
        CategoryPairFact[] pairs = [.. found.Select(pair => new CategoryPairFact(
            pair.CompanionId,
            name,
            new PanelEvidence(pair.Count.Together, pair.Count.Anchor, AffinityScore.Lift(pair.Count), pair.Score) { Certainty = AffinityScore.LogLikelihoodRatio(pair.Count) }))];
        var best = key.Bestsellers ? BestsellersOf(key.ChannelId) : [];
        if (pairs.Length == 0 && best.Count == 0)
        {
            return WiderOffers.None;
        }

        var members = rows.Members(pairs.Select(pair => pair.ProductId).Concat(best.Select(item => item.ProductId)).ToHashSet(), key.ChannelId, key.Locale);
        var products = Products(members, 0, channel.Fact, key.Locale);
        var fit = FitOf(key.ChannelId);
        return new WiderOffers(
            pairs,
            [.. best.Where(item => !(products.TryGetValue(item.ProductId, out var product) && product.CategoryId == key.CategoryId)).Take(BestsellersOffered)],
            new WiderFacts
            {
                Products = products,
                Elsewhere = members.Where(member => !products.ContainsKey(member.Id)).ToDictionary(member => member.Id, member => (member.Sku, member.Name)),
                Fit = fit,
                Compared = fit is null ? new Dictionary<int, RuleProduct>() : Compared(fit, channel, [.. products.Values.Where(product => product.Kind != ProductKind.Parent).Select(product => product.Id)]).ToDictionary(product => product.Id),
            });
    }

    /// <summary>What the channel's rules compare of attributes; null where they compare none.</summary>
    private FitCheck? FitOf(int channelId) => index.Rules.Compared(channelId) is ({ Count: > 0 } comparisons, { } scope)
        ? new FitCheck(comparisons, scope.Kinds, index.Catalog.AttributeCodes.ToDictionary(code => code.Key, code => index.Catalog.AttributeNames.GetValueOrDefault(code.Value, code.Value)))
        : null;

    private List<RuleProduct> Compared(FitCheck fit, ChannelPanels channel, IReadOnlyCollection<int> ids) =>
        RuleRows.Load(rows.Context(), channel.Channel, ids, fit.Attributes, index.Rules.Compared(channel.Channel.Id).Scope!.NamesProducts(fit.Attributes));

    /// <summary>Kept with the index: a shop has one list of them.</summary>
    private IReadOnlyList<BestsellerFact> BestsellersOf(int channelId)
    {
        if (evidence is not null)
        {
            return evidence.Bestsellers(MostBestsellers);
        }

        if (index.Cache.Bestsellers(channelId) is { } known)
        {
            return known;
        }

        var best = rows.Bestsellers(channelId, MostBestsellers);
        if (IsOfIndex)
        {
            index.Cache.Keep(channelId, best);
        }

        return best;
    }

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
            var sold = row.Kind == ProductKind.Parent ? [.. families[row.Id].Select(variant => variant.Listing).OfType<PanelRows.MemberListing>()] : Array.Empty<PanelRows.MemberListing>();
            var own = row.Listing;
            if (own is null && sold.Length == 0)
            {
                continue;
            }

            var isShared = IsOfIndex && row.Id != anchorId;
            if (isShared && index.Cache.Companion(channel.Id, locale, row.Id) is { } known)
            {
                facts[row.Id] = known;
                continue;
            }

            var variants = row.ParentId is { } parent ? variantIds[parent] : row.Kind == ProductKind.Parent && variantIds.TryGetValue(row.Id, out var ids) ? ids : [];
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

    private string[] Words(string missing) => [.. missing.Split(Completeness.Separator, StringSplitOptions.RemoveEmptyEntries)
        .Select(field => CompletenessNeeds.Label(field, index.Catalog.AttributeNames))];

    private IEnumerable<(OverrideScope Scope, int Id)> Scopes(PanelRows.FamilyRow anchor, int familyId)
    {
        yield return (OverrideScope.Product, anchor.Id);
        if (familyId != anchor.Id)
        {
            yield return (OverrideScope.Product, familyId);
        }

        if (anchor.CategoryId is { } category && index.Catalog.CategoryPaths.TryGetValue(category, out var path))
        {
            foreach (var id in path)
            {
                yield return (OverrideScope.Category, id);
            }
        }

        yield return (OverrideScope.Channel, 0);
    }
}
