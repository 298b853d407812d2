using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Today;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The bundles that hold a product, with what is wrong with them in the shop that is looked at.</summary>
public sealed partial class ProductBundlesCard
{
    private readonly NewestLoad loads = new();
    private IReadOnlyList<BrokenBundle> found = [];
    private (int Product, int? Shop, long Stamp) asked;

    [Parameter, EditorRequired]
    public ProductDetails Details { get; set; } = default!;

    /// <summary>Another one has it looked at again.</summary>
    [Parameter]
    public long Stamp { get; set; }

    [Inject]
    private BrokenBundles Broken { get; set; } = default!;

    // Bundles that are made without it, and sold with it now.
    private IReadOnlyList<BrokenBundle> Elsewhere => [.. found.Where(bundle => Details.Bundles.All(own => own.Code != bundle.Code))];

    protected override Task OnParametersSetAsync() => loads.RunAsync(async isNewest =>
    {
        (int Product, int? Shop, long Stamp) wanted = (Details.Product.Id, Details.Channel?.Id, Stamp);
        if (asked == wanted)
        {
            return;
        }

        asked = wanted;
        // Every live bundle of the shop is looked at: the page is drawn before that.
        var all = wanted.Shop is { } shop ? await Task.Run(() => Broken.LoadAsync(shop)) : [];
        if (isNewest())
        {
            found = [.. all.Where(bundle => bundle.ProductIds.Contains(wanted.Product))];
        }
    });

    private BrokenBundle? Of(string code) => found.FirstOrDefault(bundle => bundle.Code == code);

    private static string Words(BundleLineOf bundle) => bundle switch
    {
        { Retired: true } => L["retired"].Value,
        { State: RevisionState.Approved } => L["approved"].Value,
        { State: RevisionState.InReview } => L["in review"].Value,
        { State: RevisionState.ChangesRequested } => L["changes requested"].Value,
        { State: RevisionState.Rejected } => L["rejected"].Value,
        _ => L["draft"].Value,
    };
}
