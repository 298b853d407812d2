using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>The planting verbs: they say what is bought with what, and so make the truth that a miner has to find.</summary>
internal sealed partial class DemoShop
{
    private readonly List<DemoTruePair> _pairs = [];
    private readonly HashSet<(string Anchor, string Companion)> _planted = [];

    public List<DemoPopularItem> PopularItems { get; } = [];

    public List<DemoReturnVisit> ReturnVisits { get; } = [];

    /// <summary>The published pairs: strongest first within an anchor.</summary>
    public IEnumerable<DemoTruePair> TruePairs =>
        _pairs.GroupBy(p => p.AnchorSku).SelectMany(g => g.OrderByDescending(p => p.Chance).ThenBy(p => p.CompanionSku, StringComparer.Ordinal));

    /// <summary>Bought with anything. Say it before <see cref="Match"/>, which leaves popular items out.</summary>
    public void PopularItem(string sku, double chance) => PopularItems.Add(new DemoPopularItem(Channel.Code, Group(sku).Sku, chance));

    /// <summary>One pair by hand. A pair that was said before stays as it was.</summary>
    public void Pair(string anchor, string companion, double chance, DemoTrend trend = DemoTrend.Steady)
    {
        if (Group(companion).Head.Status == ProductStatus.Draft || !_planted.Add((Group(anchor).Sku, companion)))
        {
            return;
        }

        if (PopularItems.Any(s => s.Sku == anchor || s.Sku == companion))
        {
            throw new InvalidOperationException($"{anchor} and {companion}: a popular item is never truly related.");
        }

        _pairs.Add(new DemoTruePair(Channel.Code, anchor, companion, chance, trend));
    }

    /// <summary>
    /// Every product of one category with some of another that have the same value of an attribute (or with any, when it is null):
    /// the first at the full chance, each further one at six tenths of the one before.
    /// </summary>
    /// <param name="fits">The other's attribute, where it is not the same one: the material of a boot, and what a spray is for.</param>
    /// <param name="type">Only what is of this product type.</param>
    public void Match(string from, string to, string? on, int take, double chance, string? fits = null, string? type = null)
    {
        foreach (var anchor in Groups.Where(g => g.Head.CategoryCode == from && IsPlantable(g)))
        {
            var partners = Groups
                .Where(g => g.Head.CategoryCode == to && g != anchor && IsPlantable(g) && (type is null || g.Head.TypeCode == type)
                    && (on is null || Share(anchor, on, g, fits ?? on)))
                .OrderBy(g => DemoRandom.Hash(anchor.Sku + ">" + g.Sku))
                .Take(take);
            var part = chance;
            foreach (var partner in partners)
            {
                Pair(anchor.Sku, partner.Sku, part);
                part *= 0.6;
            }
        }
    }

    /// <summary>Who bought the one comes back for the other, some days later.</summary>
    public void ComesBack(string anchor, string companion, double chance, int fromDays, int toDays) =>
        ReturnVisits.Add(new DemoReturnVisit(Channel.Code, Group(anchor).Sku, Group(companion).Sku, chance, fromDays, toDays));

    public void Link(string source, string type, string target, string note)
    {
        var position = Links.Count(l => l.SourceSku == source) + 1;
        Links.Add(new DemoLink(Group(source).Sku, Group(target).Sku, type, position, note));
    }

    // A value may name several things, parted by a slash: "mount=D/X".
    private static bool Share(DemoGroup one, string attribute, DemoGroup other, string fits) =>
        AllValues(one, attribute).Intersect(AllValues(other, fits), StringComparer.Ordinal).Any();

    private static IEnumerable<string> AllValues(DemoGroup group, string attribute) =>
        group.Variants.SelectMany(v => v.Attributes.GetValueOrDefault(attribute)?.Split(DemoVocabulary.Separator) ?? []);

    private bool IsPlantable(DemoGroup group) =>
        group.Head.Status != ProductStatus.Draft && PopularItems.All(s => s.Sku != group.Sku);
}
