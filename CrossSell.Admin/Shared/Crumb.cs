using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>A page above the one that is open: what it is called, and its address.</summary>
public sealed record Crumb(string Words, string Address)
{
    public static IReadOnlyList<Crumb> Products => [new(L["Products"], Addresses.Products)];

    public static IReadOnlyList<Crumb> Links => [new(L["Links"], Addresses.Links)];

    public static IReadOnlyList<Crumb> Rules => [new(L["Rules"], Addresses.Rules)];

    public static IReadOnlyList<Crumb> Bundles => [new(L["Bundles"], Addresses.Bundles)];

    public static IReadOnlyList<Crumb> Campaigns => [new(L["Campaigns"], Addresses.Campaigns)];

    public static IReadOnlyList<Crumb> Insights => [new(L["Insights"], Addresses.Insights)];

    public static IReadOnlyList<Crumb> Experiments => [new(L["Experiments"], Addresses.Experiments)];

    public static IReadOnlyList<Crumb> Settings => [new(L["Settings"], Addresses.Settings)];
}
