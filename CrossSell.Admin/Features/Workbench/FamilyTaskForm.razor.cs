using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

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
        FamilyTask.Add => "Add a variant",
        FamilyTask.Split => "Split into two families",
        FamilyTask.Merge => "Merge another family into this",
        FamilyTask.Make => "Create a family",
        _ => "Make it a variant of a family",
    };

    private string Verb => Task switch
    {
        FamilyTask.Add => "Add the variant",
        FamilyTask.Split => "Split",
        FamilyTask.Merge => "Merge",
        FamilyTask.Make => "Create the family",
        _ => "Make it a variant",
    };

    private string Explanation => Task switch
    {
        FamilyTask.Add =>
            "It takes texts, type and categories from the family and prices from the variant you name. Stock starts empty, and it is a draft until you activate it.",
        FamilyTask.Split => "The new family starts with the texts and attributes of this one.",
        FamilyTask.Merge => "Its variants move here with their inherited values; the empty family is archived and replaced by this one.",
        FamilyTask.Make => $"{Details.Product.Name} becomes its first variant and keeps its orders, links and prices.",
        _ => "Its own values stay; the rest is inherited from the family.",
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
            problem = "Choose a family first.";
            return;
        }

        problem = null;
        var (product, familyId, version) = (Details.Product, Details.Product.FamilyId, Details.Family?.ParentVersion ?? 0);
        var refusal = Task switch
        {
            FamilyTask.Add => await Bench.WriteAsync(
                async actor => Made(await Families.AddVariantAsync(familyId, new NewVariant(sku, name, values, likeId == 0 ? null : likeId), version, actor)),
                $"Added {sku.Trim()}."),
            FamilyTask.Split => await Bench.WriteAsync(
                async actor => Made(await Families.SplitAsync(familyId, moving, sku, name, version, actor)), $"Split {name.Trim()} off."),
            FamilyTask.Merge =>
                await Bench.WriteAsync(actor => Families.MergeAsync(familyId, other!.Sku, version, actor), $"Merged {other!.Name} into this family."),
            FamilyTask.Make => await Bench.WriteAsync(
                async actor => Made(await Families.MakeFamilyAsync(product.Id, sku, name, product.Version, actor)), $"Created the family {name.Trim()}."),
            _ => await Bench.WriteAsync(
                actor => Families.JoinAsync(product.Id, other!.Sku, product.Version, actor), $"Made {product.Name} a variant of {other!.Name}."),
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
