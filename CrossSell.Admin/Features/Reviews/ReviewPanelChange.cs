using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>What a bundle does to the panel of one product on which it leads, in one shop.</summary>
/// <param name="Now">The panel as it is at the instant at which the bundle would start.</param>
/// <param name="With">The same with the bundle.</param>
public sealed record ReviewPanelChange(Channel Channel, ProductSummary Product, Panel Now, Panel With)
{
    /// <summary>Whether shoppers would see the bundle there.</summary>
    public bool IsShown(string code) => With.Offer?.Code == code;

    /// <summary>Whether shoppers would see something else than now.</summary>
    public bool Changes => Now.Offer?.Code != With.Offer?.Code || Now.Offer?.SetPrice != With.Offer?.SetPrice
        || !(Now.Offer?.Parts ?? []).Select(part => (part.Product.Id, part.Quantity))
            .SequenceEqual((With.Offer?.Parts ?? []).Select(part => (part.Product.Id, part.Quantity)))
        || !Names(Now).SequenceEqual(Names(With), StringComparer.Ordinal);

    /// <summary>Companions that would no longer be shown below it.</summary>
    public IEnumerable<string> Gone => Names(Now).Except(Names(With), StringComparer.Ordinal);

    /// <summary>Companions that would be shown below it instead.</summary>
    public IEnumerable<string> Come => Names(With).Except(Names(Now), StringComparer.Ordinal);

    private static IEnumerable<string> Names(Panel panel) => panel.Companions.Select(companion => companion.Product.Name);
}
