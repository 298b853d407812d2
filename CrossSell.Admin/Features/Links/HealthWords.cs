using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Links;

/// <summary>Problems of links and what helps, as people read them.</summary>
public static class HealthWords
{
    public static string Of(LinkProblem problem) => problem switch
    {
        LinkProblem.Dead => "To an unavailable product",
        LinkProblem.OutOfStock => "To an out-of-stock product",
        LinkProblem.Expired => "Expired",
        LinkProblem.Asymmetric => "Reverse link missing",
        LinkProblem.Contradiction => "Accessory and substitute",
        LinkProblem.Decayed => "Weak evidence",
        _ => "Overused products",
    };

    /// <summary>What it means, and why it matters.</summary>
    public static string Why(LinkProblem problem) => problem switch
    {
        LinkProblem.Dead => "The linked product is archived or a draft, so shoppers do not see it.",
        LinkProblem.OutOfStock => "The linked product is out of stock in this shop. It is shown again as soon as it is back in stock.",
        LinkProblem.Expired => "Their end date has passed, so they are no longer shown.",
        LinkProblem.Asymmetric => "The link type has a reverse, but only one of the two products has it.",
        LinkProblem.Contradiction => "A product is linked both as an accessory and as a substitute. One of the two is probably wrong.",
        LinkProblem.Decayed => "Accepted because the two were bought together. Now they are no longer, or less than half as often.",
        _ => $"The linked product appears in the panels of {LinkHealth.HubFrom} or more products. What is shown everywhere says little.",
    };

    public static string Of(LinkRepair repair) => repair switch
    {
        LinkRepair.Pause => "Pause",
        LinkRepair.Successor => "Replace by successor",
        LinkRepair.Pair => "Create reverse link",
        LinkRepair.Extend => "Extend",
        _ => "Remove",
    };

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
