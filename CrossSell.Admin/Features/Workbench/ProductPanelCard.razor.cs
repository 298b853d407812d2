using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The card of the panel that shoppers see on a product's page in one shop, with why each of it is there.</summary>
public sealed partial class ProductPanelCard
{
    private (string Sku, string? Channel, long Stamp)? shown;
    private PanelAnswer? answer;
    private Refusal? refusal;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private PanelService Panels { get; set; } = default!;

    [Parameter, EditorRequired]
    public ProductDetails Details { get; set; } = default!;

    /// <summary>Another number asks for the panel again.</summary>
    [Parameter]
    public long Stamp { get; set; }

    /// <summary>Why the product itself is offered in no panel of this shop; null when nothing keeps it out.</summary>
    private string? Blocked
    {
        get
        {
            var line = Details.Listings.FirstOrDefault(item => item.Channel.Id == Details.Channel?.Id);
            return Details.Product.Status != ProductStatus.Active
                ? L["It is {0}, so it is not recommended.", WorkbenchWords.InLine(Details.Product.Status)].Value
                : line is null ? null
                : !line.Listing.Published ? L["It is not published in {0}, so it is not recommended there.", line.Channel.Name].Value
                : line.Completeness.Percent < line.Channel.CompletenessThreshold
                    ? L[
                        "It is {0} % complete; {1} requires {2} %, so it is not recommended there.",
                        line.Completeness.Percent, line.Channel.Name, line.Channel.CompletenessThreshold].Value
                : !line.Listing.InStock ? L["It is out of stock in {0}, so it is not recommended there.", line.Channel.Name].Value
                : null;
        }
    }

    private TraceEntry? ShownEntry(PanelCompanion companion) =>
        answer!.Panel.Trace.FirstOrDefault(entry => entry.Verdict == TraceVerdict.Shown && entry.Position == companion.Position);

    // After the first paint: reading the index again must not keep the page from opening.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var wanted = (Details.Product.Sku, Details.Channel?.Code, Stamp);
        if (shown == wanted)
        {
            return;
        }

        shown = wanted;
        var asked = await Panels.ResolveFreshAsync(Session.Reads, new PanelQuery(wanted.Sku, wanted.Code));
        if (shown == wanted)
        {
            (answer, refusal) = (asked.Value, asked.Refusal);
            StateHasChanged();
        }
    }
}
