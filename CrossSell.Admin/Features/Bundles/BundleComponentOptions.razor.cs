using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>What is rarely said of a part. Opened for one part at a time, so it reads a family's variants when it is.</summary>
public sealed partial class BundleComponentOptions
{
    private static readonly string[] Fields = ["least", "most", "delta", "quantity"];

    private IReadOnlyList<ProductSummary> variants = [];
    private (int Product, int Shop)? read;

    [Parameter, EditorRequired]
    public BundlePageState State { get; set; } = default!;

    [Parameter, EditorRequired]
    public ComponentContent Part { get; set; } = default!;

    /// <summary>That is looked at.</summary>
    [Parameter, EditorRequired]
    public Channel Shop { get; set; } = default!;

    /// <summary>Of the product.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>True when the content changed.</summary>
    [Parameter]
    public EventCallback<bool> OnEdited { get; set; }

    [Inject]
    private BundleVariants Families { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    private IReadOnlyList<ProductSummary> Variants => read == (Part.ProductId, Shop.Id) ? variants : [];

    private string? Wrong => Fields.Select(name => State.Problem(Field(name))).FirstOrDefault(text => text is not null);

    protected override async Task OnParametersSetAsync()
    {
        if (State.Product(Shop, Part.ProductId)?.Kind == ProductKind.Parent && read != (Part.ProductId, Shop.Id))
        {
            read = (Part.ProductId, Shop.Id);
            variants = await Families.OfAsync(Session.Reads, Part.ProductId, Shop.Id);
        }
    }

    private string Field(string name) => BundlePageState.Field(name, Part.Key);

    private string Id(string name) => $"option-{Field(name)}";

    private string? Invalid(string name) => State.Problem(Field(name)) is null ? null : "true";

    private string NameOf(int productId) => State.Product(Shop, productId)?.Name ?? L["another product"].Value;

    private string Shown(string name, int? value) => State.Shown(Field(name), value?.ToString(CultureInfo.InvariantCulture) ?? "");
}
