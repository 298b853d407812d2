using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Rules;

/// <summary>
/// One rule in one channel, ready to be asked: its conditions compiled once, its candidates read by the database when they are first asked for. Never changed
/// but for that; a write gives a new one.
/// </summary>
public sealed class LiveRule
{
    /// <summary>A rule that may offer more than this looks at the first by its order only.</summary>
    public const int MostCandidates = 50_000;

    private readonly Lazy<Func<ConditionRows, Product, bool>> anchors;
    private readonly Lazy<Func<ConditionRows, Product, bool>> companions;
    private readonly Lock reading = new();
    private volatile RuleCandidates? candidates;

    public LiveRule(int id, int priority, RuleContent content, ConditionScope scope)
    {
        (Id, Priority, Content, Scope) = (id, priority, content, scope);
        anchors = new(() => scope.Compiled(content.Anchors));
        companions = new(() => scope.Compiled(content.Companions));
        Attributes = [.. content.Comparisons.OfType<AttributeMatches>().SelectMany(match => new[] { match.AnchorAttributeId, match.CompanionAttributeId })
            .Distinct().Order()];
    }

    private LiveRule(LiveRule other, RuleCandidates? candidates)
    {
        (Id, Priority, Content, Scope, Attributes) = (other.Id, other.Priority, other.Content, other.Scope, other.Attributes);
        (anchors, companions, this.candidates) = (other.anchors, other.companions, candidates);
    }

    private LiveRule(LiveRule other, RuleContent content)
    {
        (Id, Priority, Content, Scope, Attributes) = (other.Id, other.Priority, content, other.Scope, other.Attributes);
        (companions, candidates) = (other.companions, other.candidates);
        anchors = new(() => Scope.Compiled(content.Anchors));
    }

    public int Id { get; }

    public int Priority { get; }

    public RuleContent Content { get; }

    public ConditionScope Scope { get; }

    /// <summary>Whose values are compared.</summary>
    public EquatableList<int> Attributes { get; }

    /// <summary>Null until somebody asked for them.</summary>
    public RuleCandidates? Known => candidates;

    /// <summary>The same rule beside a newer state that does not touch it. What is read for the older one must not be taken for its.</summary>
    public LiveRule Again() => new(this, candidates);

    /// <summary>The same rule for other anchors; what it offers stays.</summary>
    internal LiveRule For(RuleContent content) => new(this, content);

    /// <summary>Whether it fills the panel of a product, whose whole family is among the rows.</summary>
    public bool IsFor(ConditionRows rows, Product product) => anchors.Value(rows, product);

    /// <summary>Whether it may offer a product or family.</summary>
    public bool Offers(ConditionRows rows, Product product) => product.ParentId is null && companions.Value(rows, product);

    /// <summary>What it may offer, read now unless it is known.</summary>
    /// <param name="keep">False when the database is newer than what is kept beside this rule.</param>
    public RuleCandidates Candidates(StudioDb db, bool keep = true, CancellationToken cancellation = default)
    {
        if (candidates is { } known)
        {
            return known;
        }

        if (!keep)
        {
            return RuleCandidates.Read(db, this, cancellation);
        }

        // Many panels may ask for the same rule at once: one reads.
        lock (reading)
        {
            return candidates ??= RuleCandidates.Read(db, this, cancellation);
        }
    }

    /// <summary>The same rule when some whole families were written.</summary>
    /// <param name="rowsOf">The rows of a head's family.</param>
    /// <param name="heads">The families' simple products and parents that are there.</param>
    /// <param name="touched">Ids of all products that were written, also of those that are gone, and of the heads.</param>
    /// <param name="load">Products as this rule compares them.</param>
    /// <param name="changed">What it offered before or offers now, as it was and as it is.</param>
    public LiveRule After(
        Func<int, ConditionRows> rowsOf, IReadOnlyList<Product> heads, IReadOnlySet<int> touched,
        Func<IReadOnlyCollection<int>, IReadOnlyList<RuleProduct>> load,
        out IReadOnlyList<RuleProduct> changed)
    {
        changed = [];
        if (candidates is not { } known)
        {
            return new LiveRule(this, (RuleCandidates?)null);
        }

        var matcher = known.Matcher;
        var offered = heads.Where(head => Offers(rowsOf(head.Id), head)).Select(head => head.Id).ToArray();
        var now = offered.Length == 0 ? [] : load(offered);
        var gone = touched.Except(offered).Where(id => matcher.Find(id) is not null).ToHashSet();
        var edited = now.Where(product => product != matcher.Find(product.Id)).ToArray();
        if (gone.Count == 0 && edited.Length == 0)
        {
            return new LiveRule(this, known);
        }

        changed = [.. gone.Concat(edited.Select(product => product.Id)).Select(matcher.Find).OfType<RuleProduct>(), .. edited];

        // Of a cut list nobody knows which one moves up.
        return new LiveRule(this, known.IsCut || matcher.Count + edited.Length > MostCandidates ? null : known with { Matcher = matcher.With(gone, edited) });
    }
}

/// <summary>What a rule may offer in a channel.</summary>
/// <param name="Total">How many there are in all.</param>
public sealed record RuleCandidates(RuleMatcher Matcher, int Total)
{
    /// <summary>More than are looked at.</summary>
    public bool IsCut => Total > Matcher.Count;

    internal static RuleCandidates Read(StudioDb db, LiveRule rule, CancellationToken cancellation)
    {
        var scope = rule.Scope;
        var found = RuleRows.Ids(db, scope.Companions(db, rule.Content.Companions).Select(product => product.Id), cancellation);
        var total = found.Count;
        if (total > LiveRule.MostCandidates)
        {
            found = RuleRows.Ids(db, Ordered(db, scope, rule.Content).Select(product => product.Id).Take(LiveRule.MostCandidates), cancellation);
        }

        return new RuleCandidates(
            new RuleMatcher(
                rule.Content.Comparisons, rule.Content.Order, scope.Kinds,
                RuleRows.Load(db, scope.Channel, found, rule.Attributes, scope.NamesProducts(rule.Attributes), cancellation)),
            total);
    }

    private static IQueryable<Product> Ordered(StudioDb db, ConditionScope scope, RuleContent content)
    {
        var (products, channelId) = (scope.Companions(db, content.Companions), scope.Channel.Id);
        return content.Order switch
        {
            RuleOrder.Newest => products.OrderByDescending(product => product.CreatedAt).ThenBy(product => product.Id),
            RuleOrder.PriceLow => products
                .OrderBy(product => db.Set<Listing>().Where(listing => listing.ProductId == product.Id && listing.ChannelId == channelId)
                    .Select(listing => (long?)listing.Price).FirstOrDefault() ?? 0)
                .ThenBy(product => product.Id),
            RuleOrder.PriceHigh => products
                .OrderByDescending(product => db.Set<Listing>().Where(listing => listing.ProductId == product.Id && listing.ChannelId == channelId)
                    .Select(listing => (long?)listing.Price).FirstOrDefault() ?? 0)
                .ThenBy(product => product.Id),
            RuleOrder.Margin => products
                .OrderByDescending(product => db.Set<Listing>()
                    .Where(listing => listing.ProductId == product.Id && listing.ChannelId == channelId && listing.Price > 0)
                    .Select(listing => (double?)(listing.Price - listing.Cost) / listing.Price).FirstOrDefault() ?? -1e9)
                .ThenBy(product => product.Id),
            _ => products
                .OrderByDescending(product => db.Set<ProductAffinity>()
                    .Where(pair => pair.CompanionId == product.Id && pair.ChannelId == channelId
                        && db.Set<MiningRun>().Any(run => run.Id == pair.RunId && !run.Superseded))
                    .Max(pair => (int?)pair.CompanionBaskets) ?? 0)
                .ThenBy(product => product.Id),
        };
    }
}

/// <summary>Whole families as rows that conditions can be asked of.</summary>
internal static class FamilyRows
{
    /// <summary>The products with all of their families.</summary>
    public static ConditionRows Load(StudioDb db, IReadOnlyCollection<int> productIds) => RuleRows.Families(db, productIds);

    /// <summary>The rows of each product's family by itself: a condition never looks further, so it need not walk through all.</summary>
    public static ILookup<int, (ConditionRows Rows, Product Product)> ByFamily(ConditionRows rows)
    {
        var listings = rows.Listings.ToLookup(listing => listing.ProductId);
        var values = rows.Values.ToLookup(value => value.ProductId);
        var places = rows.Places.ToLookup(place => place.ProductId);
        var bundled = rows.Bundled.ToLookup(part => part.ProductId);
        return rows.Products.AsEnumerable().GroupBy(product => product.FamilyId).SelectMany(family =>
        {
            var own = new ConditionRows(
                family.ToArray().AsQueryable(),
                family.SelectMany(product => listings[product.Id]).ToArray().AsQueryable(),
                family.SelectMany(product => values[product.Id]).ToArray().AsQueryable(),
                family.SelectMany(product => places[product.Id]).ToArray().AsQueryable(),
                family.SelectMany(product => bundled[product.Id]).ToArray().AsQueryable());
            return family.Select(product => (Rows: own, Product: product));
        }).ToLookup(member => member.Product.Id);
    }
}
