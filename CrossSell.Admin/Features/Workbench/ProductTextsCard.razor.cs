using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The card of a product's name and description, in the language of each shop.</summary>
public sealed partial class ProductTextsCard
{
    private const string NameField = "name";
    private const string DescriptionField = "description";
    private string? locale;

    [Inject]
    private ProductService Products { get; set; } = default!;

    private string DescriptionName => locale is null ? L["Description"] : L["Description in {0}", LocaleNames.Of(locale)];

    private string DefaultLocales => string.Join(", ", Details.Listings.Select(line => line.Channel.Locales.FirstOrDefault()).OfType<string>().Distinct());

    public override string? ElementOf(string field, int channelId, string? locale)
    {
        if (field is not (NameField or DescriptionField))
        {
            return null;
        }

        this.locale = locale is not null && Details.FurtherLocales.Contains(locale, StringComparer.OrdinalIgnoreCase)
            && Details.Listings.FirstOrDefault(line => line.Channel.Id == channelId)?.Channel.Locales.FirstOrDefault() != locale ? locale : null;
        return Field(this.locale, field);
    }

    protected override IReadOnlyDictionary<string, string?> Read()
    {
        var fields = new Dictionary<string, string?>
        {
            [Field(null, NameField)] = Details.Product.Name, [Field(null, DescriptionField)] = RichText.ToHtml(Details.Product.Description),
        };
        foreach (var item in Details.FurtherLocales)
        {
            (fields[Field(item, NameField)], fields[Field(item, DescriptionField)]) = (TextOf(item)?.Name, RichText.ToHtml(TextOf(item)?.Description));
        }

        return fields;
    }

    protected override async Task<Outcome<long>> WriteAsync(CardDraft draft, Actor actor)
    {
        // One write for each locale: the default first, and each against the version that the one before left.
        var product = Details.Product;
        Outcome<long> outcome = 0;
        var version = product.Version;
        if (draft.Changed(Field(null, NameField)) || draft.Changed(Field(null, DescriptionField)))
        {
            outcome = await Products.EditAsync(product.Id, new ProductEdit(
                version++, draft[Field(null, NameField)] ?? "", product.Brand, product.Gtin,
                draft.Changed(Field(null, DescriptionField)) ? draft[Field(null, DescriptionField)] : product.Description, product.Status), actor);
        }

        foreach (var item in Details.FurtherLocales
            .Where(item => outcome.IsDone && (draft.Changed(Field(item, NameField)) || draft.Changed(Field(item, DescriptionField)))))
        {
            outcome = await Products.EditTextAsync(
                product.Id, new ProductTextEdit(version++, item, draft[Field(item, NameField)], draft[Field(item, DescriptionField)]), actor);
        }

        return outcome;
    }

    protected override string Done(CardDraft draft) => L["Saved {0}.", draft[Field(null, NameField)] ?? ""];

    protected override string Label(string field)
    {
        var isDescription = field.Contains(DescriptionField, StringComparison.Ordinal);
        return Details.FurtherLocales.FirstOrDefault(item => field == Field(item, NameField) || field == Field(item, DescriptionField)) is not { } item
            ? L[isDescription ? Texts.Key("Description") : Texts.Key("Name")]
            : L[isDescription ? Texts.Key("Description in {0}") : Texts.Key("Name in {0}"), LocaleNames.Of(item)];
    }

    protected override string? Show(string field, string? value) => field.Contains(DescriptionField, StringComparison.Ordinal) ? RichText.ToText(value) : value;

    private static string Field(string? locale, string field) => locale is null ? $"edit-{field}" : $"edit-{field}-{locale}";

    private ProductText? TextOf(string item) => Details.Texts.FirstOrDefault(text => text.Locale.Equals(item, StringComparison.OrdinalIgnoreCase));

    private async Task TabKeyAsync(KeyboardEventArgs key)
    {
        string?[] all = [null, .. Details.FurtherLocales];
        var index = Array.IndexOf(all, locale);
        int? next = key.Key switch
        {
            "ArrowRight" => (index + 1) % all.Length,
            "ArrowLeft" => (index + all.Length - 1) % all.Length,
            "Home" => 0,
            "End" => all.Length - 1,
            _ => null
        };
        if (next is { } chosen)
        {
            locale = all[chosen];
            await Js.InvokeVoidAsync("crosssell.focus", $"#texts-tab-{locale ?? "default"}");
        }
    }
}
