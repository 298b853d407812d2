using CrossSell.Core.Rules;

namespace CrossSell.Core.Demo;

/// <summary>The rules that the demo's people have made: what belongs together by its attributes, for every product at once.</summary>
internal sealed partial class DemoRows
{
    public List<Rule> Rules { get; } = [];

    private void MakeRules()
    {
        // A camera's card and battery come first: without them it takes no picture. Wallets and readers lie in the same category, and are no cards.
        Add("camera", "Memory cards that the camera writes to", "cameras", [
            Within("memory-cards"), new NoneOf([Type("card-case")])], [Same("card"), new PricedAtMost(40)], 1);
        Add("camera", "Batteries that the camera takes", "cameras", [Within("power"), Type("battery")], [Same("battery"), new PricedAtMost(50)], 1);
        Add("camera", "A bag that holds the camera", "cameras", [Within("bags")], [Fits("body-size", "holds"), new PricedAtMost(60)], 1);
        Add("camera", "Lenses for the body's mount", "cameras", [Within("lenses")], [Same("mount"), new PricedAtMost(120)], 2);
        Add("camera", "Filters that fit the lens", "lenses", [Within("filters")], [Same("thread"), new PricedAtMost(60)], 2);
        Add("fashion", "A belt in the style of the dress", "dresses", [Within("belts")], [Same("style"), new PricedAtMost(60)], 1);
        Add("fashion", "Shoes in the style of the dress", "dresses", [Within("shoes")], [Same("style"), new PricedAtMost(150)], 1);
        Add("fashion", "Jewellery in the style of the dress", "dresses", [Within("jewellery")], [Same("style"), new PricedAtMost(80)], 1);
        Add("outdoor", "Hiking boots -> waterproofing", "boots", [Within("boot-care"), Type("proofing")], [Fits("material", "for"), new PricedAtMost(20)], 1,
            "Wax for leather, spray for fabric and mesh: what the boot is made of decides.");
        Add("outdoor", "Hiking boots -> socks", "boots", [Within("socks")], [Same("size-band"), Same("season"), new PricedAtMost(30)], 2,
            "Socks of the boot's season that come in its size, at most 30 % of its price.");
    }

    private InCategory Within(string category) => new([CategoryIds[category]]);

    private OfType Type(string type) => new([TypeIds[type]]);

    private AttributeMatches Same(string attribute) => Fits(attribute, attribute);

    private AttributeMatches Fits(string anchors, string companions) => new(AttributeIds[anchors], AttributeIds[companions]);

    private void Add(
        string channel, string name, string anchors, List<Condition> companions, List<Comparison> comparisons, int limit,
        string? note = null) => Rules.Add(new Rule
        {
            Id = Rules.Count + 1,
            Name = name,
            Note = note,
            Anchors = new AllOf([Within(anchors)]),
            Companions = new AllOf([.. companions]),
            Comparisons = comparisons,
            Order = RuleOrder.Affinity,
            Limit = limit,
            Priority = Rules.Count,
            ChannelIds = [ChannelIds[channel]],
            Enabled = true,
            CreatedBy = AuthorName,
            CreatedAt = _now.AddDays(-30),
        });
}
