using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Catalog.CatalogTexts;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>The attributes and product types that the shop defines, with how many products use each.</summary>
public sealed partial class AttributesPage
{
    private IReadOnlyList<AttributeDefinition>? attributes;
    private IReadOnlyList<ProductType>? types;
    private CatalogUseFigures? use;
    private AttributeDefinition? edited;
    private ProductType? editedType;
    private bool mayEdit;

    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CatalogDefinitions Definitions { get; set; } = default!;

    [Inject]
    private CatalogUse Use { get; set; } = default!;

    [Inject]
    private AttributeService Attributes { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    private bool ShowsTypes => Show == "types";

    protected override async Task OnInitializedAsync()
    {
        mayEdit = (await CurrentActor.GetAsync()).Can(Permission.Administer, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        attributes = await Definitions.AttributesAsync(Session.Reads);
        types = await Definitions.ProductTypesAsync(Session.Reads);
        StateHasChanged();
        // Off the circuit: the list is there at once, its figures as soon as they are counted.
        use = await Task.Run(() => Use.LoadAsync());
    }

    private string TypesOf(AttributeDefinition attribute) =>
        string.Join(", ", types!.Where(type => type.Attributes.Any(place => place.AttributeId == attribute.Id)).Select(type => type.Name));

    private string TypeWords(ProductType type) => string.Join(", ", type.Attributes.OrderBy(place => place.Position)
        .Select(place => place.Required ? L["{0} (needed)", NameOf(place.AttributeId)].Value : NameOf(place.AttributeId)));

    private string NameOf(int id) => attributes!.FirstOrDefault(attribute => attribute.Id == id)?.Name ?? "";

    private void New()
    {
        if (ShowsTypes)
        {
            editedType = new ProductType { Code = "", Name = "" };
        }
        else
        {
            edited = new AttributeDefinition { Code = "", Name = "" };
        }
    }

    private Task MoveAsync(AttributeDefinition attribute, int? beforeId) => BusyAsync(async () =>
    {
        var outcome = await Attributes.MoveAsync(attribute.Id, beforeId, await CurrentActor.GetAsync());
        if (Feedback.Accepted(outcome))
        {
            await DoneAsync(new SettingsDone(L["Moved {0}.", attribute.Name], outcome.Value));
        }
    });

    private async Task DoneAsync(SettingsDone done)
    {
        (edited, editedType) = (null, null);
        await LoadAsync();
        OfferUndo(done.Words, done.ChangeSetId, LoadAsync);
    }
}
