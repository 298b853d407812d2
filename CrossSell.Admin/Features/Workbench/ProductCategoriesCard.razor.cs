using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The card of the categories that a product stands in.</summary>
public sealed partial class ProductCategoriesCard
{
    private const string PrimaryField = "primary";
    private const string FurtherField = "further";
    private ProductChoices? choices;

    [Inject]
    private ProductCategoryService Categories { get; set; } = default!;

    [Inject]
    private ProductChoicesQuery Choices { get; set; } = default!;

    public override string? ElementOf(string field, int channelId, string? locale) => field == "category" ? "edit-category" : null;

    protected override async Task BeginAsync() => choices = await Choices.LoadAsync();

    protected override IReadOnlyDictionary<string, string?> Read() => new Dictionary<string, string?>
    {
        [PrimaryField] = Details.Product.CategoryId?.ToString(CultureInfo.InvariantCulture),
        [FurtherField] = Join(Details.Categories.Where(line => !line.IsPrimary).Select(line => line.Category.Id)),
    };

    protected override Task<Outcome<long>> WriteAsync(CardDraft draft, Actor actor) =>
        Categories.EditAsync(Details.Product.Id, new CategoriesEdit(Details.Product.Version, Primary(draft), Further(draft)), actor);

    protected override string Done(CardDraft draft) => L["Saved the categories of {0}.", Details.Product.Name];

    protected override string Label(string field) => field == PrimaryField ? L["Primary category"] : L["Other categories"];

    protected override string? Show(string field, string? value) => value is null ? null : string.Join("; ", Ids(value).Select(PathOf));

    private static string Join(IEnumerable<int> ids) => string.Join(',', ids.Order());

    private static List<int> Ids(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    private static int? Primary(CardDraft draft) => Ids(draft[PrimaryField]) is [var id] ? id : null;

    private static List<int> Further(CardDraft draft) => Ids(draft[FurtherField]);

    private static List<int> All(CardDraft draft) => [.. Ids(draft[PrimaryField]).Concat(Further(draft)).Distinct()];

    private static void Set(CardDraft draft, int? primary, IEnumerable<int> all)
    {
        draft[PrimaryField] = primary?.ToString(CultureInfo.InvariantCulture);
        draft[FurtherField] = Join(all.Where(id => id != primary).Distinct());
    }

    private static void Remove(CardDraft draft, int id)
    {
        var rest = All(draft).Where(other => other != id).ToList();
        Set(draft, Primary(draft) == id ? rest.Select(other => (int?)other).FirstOrDefault() : Primary(draft), rest);
    }

    private string PathOf(int id) => choices?.Categories.FirstOrDefault(line => line.Category.Id == id)?.Path ?? L["a removed category"].Value;
}
