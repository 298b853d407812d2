using CrossSell.Core.Rules;

namespace CrossSell.Core.Demo;

/// <summary>The rules that the demo's people have made: what belongs together by its attributes, for every product at once.</summary>
internal sealed partial class DemoRows
{
    public List<Rule> Rules { get; } = [];

    private void MakeRules()
    {
        // A camera's card and battery come first: without them it takes no picture.
        Add("camera", "Memory cards that the camera writes to", "cameras", "memory-cards", [Same("card"), new PricedAtMost(40)], 1);
        Add("camera", "Batteries that the camera takes", "cameras", "power", [Same("battery"), new PricedAtMost(50)], 1);
        Add("camera", "Lenses for the body's mount", "cameras", "lenses", [Same("mount"), new PricedAtMost(120)], 2);
        Add("camera", "Filters that fit the lens", "lenses", "filters", [Same("thread"), new PricedAtMost(60)], 2);
        Add("fashion", "A belt in the style of the dress", "dresses", "belts", [Same("style"), new PricedAtMost(60)], 1);
        Add("fashion", "Jewellery in the style of the dress", "dresses", "jewellery", [Same("style")], 2);
        Add("outdoor", "Hiking boots -> socks", "boots", "socks", [Same("size-band"), Same("season"), new PricedAtMost(30)], 2,
            "Socks of the boot's season that come in its size, at most 30 % of its price.");
        Add("outdoor", "Hiking boots -> waterproofing", "boots", "boot-care", [new AttributeMatches(AttributeIds["material"], AttributeIds["for"]), new PricedAtMost(20)], 1,
            "Wax for leather, spray for fabric and mesh: what the boot is made of decides.");
    }

    private AttributeMatches Same(string attribute) => new(AttributeIds[attribute], AttributeIds[attribute]);

    private void Add(string channel, string name, string anchors, string companions, List<Comparison> comparisons, int limit, string? note = null) => Rules.Add(new Rule
    {
        Id = Rules.Count + 1,
        Name = name,
        Note = note,
        Anchors = new AllOf([new InCategory([CategoryIds[anchors]])]),
        Companions = new AllOf([new InCategory([CategoryIds[companions]])]),
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
