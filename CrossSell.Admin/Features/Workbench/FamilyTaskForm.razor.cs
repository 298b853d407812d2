using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The form of one thing done to a family: a variant added, another family joined, one split off.</summary>
public sealed partial class FamilyTaskForm
{
    private readonly Dictionary<string, string?> values = [];
    private readonly HashSet<int> moving = [];
    private IReadOnlyList<AttributeDefinition> axes = [];
    private IReadOnlyList<VariantLine> like = [];
    private string sku = "";
    private string name = "";
    private string? problem;
    private int likeId;
    private ProductSummary? other;
    private bool done;

    [CascadingParameter]
    public WorkbenchCards Bench { get; set; } = default!;

    [Inject]
    private FamilyService Families { get; set; } = default!;

    [Inject]
    private ProductChoicesQuery Choices { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public FamilyTask Task { get; set; }

    [Parameter, EditorRequired]
    public ProductDetails Details { get; set; } = default!;

    [Parameter]
    public EventCallback OnDone { get; set; }

    private string Title => Task switch
    {
        FamilyTask.Add => L["Add a variant"].Value,
        FamilyTask.Split => L["Split into two families"].Value,
        FamilyTask.Merge => L["Merge another family into this"].Value,
        FamilyTask.Make => L["Create a family"].Value,
        _ => L["Make it a variant of a family"].Value,
    };

    private string Verb => Task switch
    {
        FamilyTask.Add => L["Add the variant"].Value,
        FamilyTask.Split => L["Split"].Value,
        FamilyTask.Merge => L["Merge"].Value,
        FamilyTask.Make => L["Create the family"].Value,
        _ => L["Make it a variant"].Value,
    };

    private string Explanation => Task switch
    {
        FamilyTask.Add =>
            L["It takes texts, type and categories from the family and prices from the variant you name."].Value + " "
            + L["Stock starts empty, and it is a draft until you activate it."].Value,
        FamilyTask.Split => L["The new family starts with the texts and attributes of this one."].Value,
        FamilyTask.Merge =>
            L["Its variants move here with their inherited values; the empty family is archived and replaced by this one."].Value,
        FamilyTask.Make => L["{0} becomes its first variant and keeps its orders, links and prices.", Details.Product.Name].Value,
        _ => L["Its own values stay; the rest is inherited from the family."].Value,
    };

    protected override async Task OnInitializedAsync()
    {
        if (Task == FamilyTask.Add)
        {
            axes = Details.Family!.Axes;
            if (axes.Count == 0)
            {
                // The first variants say what sets them apart: choices of the type come first in mind.
                var choices = await Choices.LoadAsync();
                axes = [.. (choices.Types.FirstOrDefault(type => type.Id == Details.Product.ProductTypeId)?.Attributes ?? [])
                    .Select(place => choices.Attributes[place.AttributeId])
                    .Where(attribute => attribute.Kind is AttributeKind.Choice or AttributeKind.Color or AttributeKind.Number)];
            }

            like = [.. Details.Family.Variants.Where(line => line.Listing is not null)];
            likeId = like.Any(line => line.Summary.Id == Details.Product.Id) ? Details.Product.Id : like.Select(line => line.Summary.Id).FirstOrDefault();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Js.InvokeVoidAsync("crosssell.focus", Task is FamilyTask.Merge or FamilyTask.Join ? "#family-other" : "#family-sku");
        }
    }

    private void Move(int id, bool chosen)
    {
        if (chosen)
        {
            moving.Add(id);
        }
        else
        {
            moving.Remove(id);
        }
    }

    private System.Threading.Tasks.Task SubmitAsync() => BusyAsync(async () =>
    {
        if (Task is FamilyTask.Merge or FamilyTask.Join && other is null)
        {
            problem = L["Choose a family first."];
            return;
        }

        problem = null;
        var (product, familyId, version) = (Details.Product, Details.Product.FamilyId, Details.Family?.ParentVersion ?? 0);
        var refusal = Task switch
        {
            FamilyTask.Add => await Bench.WriteAsync(
                async actor => Made(await Families.AddVariantAsync(familyId, new NewVariant(sku, name, values, likeId == 0 ? null : likeId), version, actor)),
                L["Added {0}.", sku.Trim()]),
            FamilyTask.Split => await Bench.WriteAsync(
                async actor => Made(await Families.SplitAsync(familyId, moving, sku, name, version, actor)), L["Split {0} off.", name.Trim()]),
            FamilyTask.Merge =>
                await Bench.WriteAsync(
                    actor => Families.MergeAsync(familyId, other!.Sku, version, actor), L["Merged {0} into this family.", other!.Name]),
            FamilyTask.Make => await Bench.WriteAsync(
                async actor => Made(await Families.MakeFamilyAsync(product.Id, sku, name, product.Version, actor)),
                L["Created the family {0}.", name.Trim()]),
            _ => await Bench.WriteAsync(
                actor => Families.JoinAsync(product.Id, other!.Sku, product.Version, actor), L["Made {0} a variant of {1}.", product.Name, other!.Name]),
        };
        problem = refusal?.Message;
        if (refusal is null)
        {
            done = true;
            await OnDone.InvokeAsync();
        }
    });

    private static Outcome<long> Made(Outcome<ProductCreated> outcome) => outcome.IsRefused(out var refusal, out var made) ? refusal : made.ChangeSetId;
}
