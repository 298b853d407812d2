using System.Globalization;
using CrossSell.Core.Links;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>Problems of links and what helps, as people read them.</summary>
public static class HealthWords
{
    public static string Of(LinkProblem problem) => problem switch
    {
        LinkProblem.Dead => L["To an unavailable product"],
        LinkProblem.OutOfStock => L["To an out-of-stock product"],
        LinkProblem.Expired => Capital(L["expired"]),
        LinkProblem.Asymmetric => L["Reverse link missing"],
        LinkProblem.Contradiction => L["Accessory and substitute"],
        LinkProblem.Decayed => L["Weak evidence"],
        _ => L["Overused products"],
    };

    /// <summary>What it means, and why it matters.</summary>
    public static string Why(LinkProblem problem) => problem switch
    {
        LinkProblem.Dead => L["The linked product is archived or a draft, so shoppers do not see it."],
        LinkProblem.OutOfStock => L["The linked product is out of stock in this shop. It is shown again as soon as it is back in stock."],
        LinkProblem.Expired => L["Their end date has passed, so they are no longer shown."],
        LinkProblem.Asymmetric => L["The link type has a reverse, but only one of the two products has it."],
        LinkProblem.Contradiction => L["A product is linked both as an accessory and as a substitute. One of the two is probably wrong."],
        LinkProblem.Decayed => L["Accepted because the two were bought together. Now they are no longer, or less than half as often."],
        _ => L["The linked product appears in the panels of {0} or more products. What is shown everywhere says little.", LinkHealth.HubFrom],
    };

    public static string Of(LinkRepair repair) => repair switch
    {
        LinkRepair.Pause => L["Pause"],
        LinkRepair.Successor => L["Replace by successor"],
        LinkRepair.Pair => L["Create reverse link"],
        LinkRepair.Extend => L["Extend"],
        _ => L["Remove"],
    };

    // Resource files know no two names that differ by capitals alone.
    private static string Capital(string text) => char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];

    /// <summary>As it stands in an address.</summary>
    public static string Key(LinkProblem problem) => problem switch
    {
        LinkProblem.OutOfStock => "out-of-stock",
        _ => problem.ToString().ToLowerInvariant(),
    };

    /// <summary>The problem of a key; what nobody knows is the first.</summary>
    public static LinkProblem? FromKey(string? key) =>
        Enum.GetValues<LinkProblem>().Select(problem => (LinkProblem?)problem).FirstOrDefault(problem => Key(problem!.Value) == key);
}
