namespace CrossSell.Core.Demo;

/// <summary>How a planted pair develops over the 18 months of orders.</summary>
public enum DemoTrend
{
    Steady,

    /// <summary>From a quarter of its chance to one and three quarters of it.</summary>
    Rising,

    /// <summary>From one and three quarters of its chance to a quarter of it.</summary>
    Falling,
}

/// <summary>A pair that is truly related, because the generator made it so. Families stand for their variants.</summary>
/// <param name="Chance">Probability that a basket begun for the anchor gets the companion too, before season and trend.</param>
public sealed record DemoTruePair(string ChannelCode, string AnchorSku, string CompanionSku, double Chance, DemoTrend Trend);

/// <summary>A later order that an order brings about: the same customer comes back for the companion.</summary>
public sealed record DemoReturnVisit(string ChannelCode, string AnchorSku, string CompanionSku, double Chance, int FromDays, int ToDays);

/// <summary>A bestseller put into baskets without regard to what else is in them: frequent beside everything, related to nothing.</summary>
/// <param name="Chance">Probability for any basket of the shop.</param>
public sealed record DemoPopularItem(string ChannelCode, string Sku, double Chance);

/// <summary>What a good miner should find in the demo orders, and what it should not fall for.</summary>
/// <param name="Pairs">Strongest first within an anchor. Never contains a popular item.</param>
public sealed record DemoTruth(
    IReadOnlyList<DemoTruePair> Pairs,
    IReadOnlyList<DemoPopularItem> PopularItems,
    IReadOnlyList<DemoReturnVisit> ReturnVisits);
