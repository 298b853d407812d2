using CrossSell.Admin.Shared;
using CrossSell.Core.Bulk;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Bulk.BulkTexts;

namespace CrossSell.Admin.Features.Bulk;

/// <summary>What can be done with what is picked in the product list, below it while something is.</summary>
public sealed partial class BulkBar
{
    private static readonly (string Name, BulkKind Kind)[] Actions =
    [
        (Texts.Key("Status"), BulkKind.Status), (Texts.Key("Shops"), BulkKind.Channels), (Texts.Key("Categories"), BulkKind.Category),
        (Texts.Key("Attribute"), BulkKind.Attribute), (Texts.Key("Tags"), BulkKind.Tags), (Texts.Key("Price"), BulkKind.Price),
        (Texts.Key("Stock"), BulkKind.Stock),
    ];

    private static readonly BulkKind[] Rare = [BulkKind.Category, BulkKind.Attribute, BulkKind.Tags, BulkKind.Stock];

    private (BulkKind Kind, ProductSelection Selection, int Count)? open;
    private (ProductSelection Selection, int Count)? exporting;
    private bool canEdit;
    private bool canLink;
    private bool canBundle;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private BulkChoicesQuery Query { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private CatalogList List { get; set; } = default!;

    [Inject]
    private ProductHandoff HandOver { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Parameter, EditorRequired]
    public ProductSelection Selection { get; set; } = default!;

    /// <summary>How many it is; nothing is shown for none.</summary>
    [Parameter, EditorRequired]
    public int Count { get; set; }

    /// <summary>How many could be picked: where it is more, all of them are offered. 0 where that is not known.</summary>
    [Parameter]
    public int Total { get; set; }

    /// <summary>Whether all that match are picked, those included that come later.</summary>
    [Parameter]
    public bool IsAll { get; set; }

    /// <summary>All that match shall be picked.</summary>
    [Parameter]
    public EventCallback OnAll { get; set; }

    /// <summary>After something was done to them or undone: the list should read its rows again.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    [Parameter]
    public EventCallback OnClear { get; set; }

    /// <summary>Further buttons.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        (canEdit, canLink, canBundle) = (
            actor.CanAnywhere(Permission.EditCatalog), actor.CanAnywhere(Permission.EditLinks), actor.CanAnywhere(Permission.EditBundles));
    }

    // The selection may go on changing behind the dialog; what was picked when it was opened counts.
    private void Open(BulkKind kind) => open = (kind, Selection, Count);

    private async Task CompareAsync() => Navigation.NavigateTo(Addresses.ComparisonOf(await Query.SkusAsync(Session.Reads, Selection, ProductComparison.Most)));

    private async Task LinkManyAsync()
    {
        if (Count > ProductHandoff.Most)
        {
            Feedback.Refuse(new Refusal(
                "link.many", L["Select at most {0} products to link pair by pair, or use Link for all of them.", Formats.Count(ProductHandoff.Most)]));
            return;
        }

        HandOver.Give(Selection.All ? await List.IdsAsync(Session.Reads, Selection) : [.. Selection.Ids]);
        Navigation.NavigateTo(Addresses.LinksMany);
    }
}
