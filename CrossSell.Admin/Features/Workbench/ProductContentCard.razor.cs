using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The card of what a product is: SKU, brand, GTIN, status and successor.</summary>
public sealed partial class ProductContentCard
{
    private const string SkuField = "sku";
    private const string TaxField = "tax";
    private const string StatusField = "status";
    private const string SuccessorField = "successor";
    private const string TagsField = "tags";
    private readonly NewestLoad brandLoads = new();
    private readonly NewestLoad gtinLoads = new();
    private ProductChoices? choices;
    private IReadOnlyList<string> brands = [];
    private IReadOnlyList<string> sharing = [];
    private string? successorName;

    [Inject]
    private ProductService Products { get; set; } = default!;

    [Inject]
    private ProductChoicesQuery Choices { get; set; } = default!;

    private string GtinNote => sharing.Count switch
    {
        0 => "",
        1 => L["{0} has this GTIN too.", sharing[0]].Value,
        <= 3 => L["{0} have this GTIN too.", string.Join(", ", sharing)].Value,
        _ => L["{0} and others have this GTIN too.", string.Join(", ", sharing.Take(3))].Value,
    };

    public override string? ElementOf(string field, int channelId, string? locale) =>
        field switch { "brand" => "edit-brand", "gtin" => "edit-gtin", "tags" => "edit-tags", _ => null };

    protected override async Task BeginAsync()
    {
        choices = await Choices.LoadAsync();
        successorName = Details.Successor?.Name;
        await gtinLoads.RunAsync(async isNewest =>
        {
            var others = await Products.OthersWithGtinAsync(Details.Product.Gtin, Details.Product.Id);
            sharing = isNewest() ? others : sharing;
        });
    }

    protected override IReadOnlyDictionary<string, string?> Read() => new Dictionary<string, string?>
    {
        [SkuField] = Details.Product.Sku, ["brand"] = Details.Product.Brand, ["gtin"] = Details.Product.Gtin, [TaxField] = Details.Product.TaxClass,
        [StatusField] = Details.Product.Status.ToString(), [SuccessorField] = Details.Successor?.Sku, [TagsField] = string.Join('\n', Details.Product.Tags),
    };

    protected override Task<Outcome<long>> WriteAsync(CardDraft draft, Actor actor) => Products.EditAsync(
        Details.Product.Id,
        new ProductEdit(
            Details.Product.Version, Details.Product.Name, draft["brand"], draft["gtin"], Details.Product.Description,
            Enum.Parse<ProductStatus>(draft[StatusField]!))
        {
            Sku = draft[SkuField] ?? "", TaxClass = draft[TaxField], Tags = Tags(draft), SuccessorSku = draft[SuccessorField] ?? "",
        },
        actor);

    protected override string Done(CardDraft draft) => draft.Changed(StatusField) && draft[StatusField] == nameof(ProductStatus.Archived)
        ? L["Archived {0}.", Details.Product.Name]
        : L["Saved {0}.", Details.Product.Name];

    protected override string Label(string field) => field switch
    {
        SkuField => "SKU",
        "gtin" => "GTIN",
        "brand" => L["Brand"].Value,
        TaxField => L["Tax class"].Value,
        SuccessorField => L["Replaced by"].Value,
        StatusField => L["Status"].Value,
        _ => L["Tags"].Value,
    };

    protected override string? Show(string field, string? value) => field switch
    {
        TagsField => value?.Replace("\n", ", ", StringComparison.Ordinal),
        StatusField when Enum.TryParse<ProductStatus>(value, out var status) => WorkbenchWords.Of(status),
        _ => value,
    };

    private static string[] Tags(CardDraft draft) => draft[TagsField]?.Split('\n') ?? [];

    private void PickSuccessor(ProductSummary product)
    {
        if (product.Id == Details.Product.Id)
        {
            Problem = L["A product cannot replace itself."];
            return;
        }

        (Draft![SuccessorField], successorName, Problem) = (product.Sku, product.Name, null);
    }

    // Bound, not value and oninput: only a bound field keeps letters that were typed while an answer was under way.
    private Task BrandTypedAsync(string? brand)
    {
        Draft!["brand"] = brand;
        return brandLoads.RunAsync(async isNewest =>
        {
            var found = await Products.BrandsAsync(brand);
            brands = isNewest() ? found : brands;
        });
    }

    private Task GtinTypedAsync(string? gtin)
    {
        Draft!["gtin"] = gtin;
        return gtinLoads.RunAsync(async isNewest =>
        {
            var others = await Products.OthersWithGtinAsync(gtin, Details.Product.Id);
            sharing = isNewest() ? others : sharing;
        });
    }
}
