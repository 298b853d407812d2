using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Products;

/// <summary>A view that every studio has: what a merchandiser looks for first.</summary>
/// <param name="Code">As the address's <c>view</c> names it; never a number, as those of saved views are.</param>
/// <param name="Name">A key of the texts.</param>
/// <param name="Query">As a saved view keeps it.</param>
public sealed record BuiltInView(string Code, string Name, string Query)
{
    public static readonly IReadOnlyList<BuiltInView> All =
    [
        new("no-links", Texts.Key("No links, selling"), "with=no-links&stock=in,low,untracked&status=active"),
        new("dead-links", Texts.Key("Unavailable links"), "with=dead-link"),
        new("suggestions", Texts.Key("Has suggestions"), "with=suggestion&status=active"),
        new("incomplete", Texts.Key("Incomplete"), "complete=no&sort=complete&cols=category,complete,missing,price,stock,status"),
        new("out-of-stock", Texts.Key("Out of stock"), "stock=out&status=active"),
        new("drafts", Texts.Key("Drafts"), "status=draft&sort=-updated&cols=category,price,complete,missing,updated"),
        new("changed", Texts.Key("Changed this week"), "changed=7d&sort=-updated&cols=category,price,stock,links,status,updated"),
    ];
}
