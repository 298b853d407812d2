using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Links;

/// <summary>Problems of links and what helps, as people read them.</summary>
public static class HealthWords
{
    public static string Of(LinkProblem problem) => problem switch
    {
        LinkProblem.Dead => "To a dead product",
        LinkProblem.OutOfStock => "To one out of stock",
        LinkProblem.Expired => "Expired",
        LinkProblem.Asymmetric => "Way back missing",
        LinkProblem.Contradiction => "Accessory and substitute",
        LinkProblem.Decayed => "Evidence decayed",
        _ => "Hubs",
    };

    /// <summary>What it means, and why it matters.</summary>
    public static string Why(LinkProblem problem) => problem switch
    {
        LinkProblem.Dead => "The target is archived or a draft, so no shopper sees it.",
        LinkProblem.OutOfStock => "The target cannot be bought in this shop now. It comes back by itself when the shelf is filled.",
        LinkProblem.Expired => "Their time is over. They take a place in the list and are not shown.",
        LinkProblem.Asymmetric => "The type has a way back, and only one of the two products knows of it.",
        LinkProblem.Contradiction => "What goes with a product cannot take its place too. One of the two is probably wrong.",
        LinkProblem.Decayed => "They were accepted because the two were bought together. They are not any more, or less than half as clearly.",
        _ => $"The target stands in the panels of {LinkHealth.HubFrom} products or more. What is shown everywhere says little.",
    };

    public static string Of(LinkRepair repair) => repair switch
    {
        LinkRepair.Pause => "Pause",
        LinkRepair.Successor => "Replace by successor",
        LinkRepair.Pair => "Make the way back",
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
