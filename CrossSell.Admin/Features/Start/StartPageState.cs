using CrossSell.Core.Catalog;
using CrossSell.Core.Today;

namespace CrossSell.Admin.Features.Start;

/// <summary>The steps from an empty studio to the first panel, in their order.</summary>
public enum StartStep
{
    Shop,
    Products,
    Orders,
    Suggestions,
    Panel,
}

/// <summary>Where the setting up of one shop stands. What is done follows from what is there, so it can be left and gone on with at any time.</summary>
/// <param name="Shop">Null before it is made.</param>
/// <param name="Known">What the shop has by now; null before it is made.</param>
/// <param name="IsCountedElsewhere">Its orders stay in the shop's own warehouse, which counts them: no file is needed.</param>
public sealed record StartPageState(Channel? Shop, ShopStart? Known, bool IsCountedElsewhere = false)
{
    public static readonly IReadOnlyList<StartStep> Steps = Enum.GetValues<StartStep>();

    /// <summary>The first step that is not done.</summary>
    public StartStep Current => Steps.First(step => step == StartStep.Panel || !IsDone(step));

    /// <summary>Whether the first panel can be shown.</summary>
    public bool IsComplete => Current == StartStep.Panel;

    public bool IsDone(StartStep step) => step switch
    {
        StartStep.Shop => Shop is not null,
        StartStep.Products => Known?.Products > 0,
        StartStep.Orders => IsCountedElsewhere || Known?.Orders > 0,
        // Counted from these orders, so not before there are any.
        StartStep.Suggestions => IsDone(StartStep.Orders) && Known?.IsMined == true,
        _ => false,
    };
}
