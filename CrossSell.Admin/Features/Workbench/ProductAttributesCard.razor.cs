using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The card of a product's type and its values, own and inherited.</summary>
public sealed partial class ProductAttributesCard
{
    private const string TypeField = "type";
    private ProductChoices? choices;

    [Inject]
    private ProductAttributeService Attributes { get; set; } = default!;

    [Inject]
    private ProductChoicesQuery Choices { get; set; } = default!;

    public override string? ElementOf(string field, int channelId, string? locale) =>
        field == TypeField ? "edit-type"
        : field.StartsWith(Completeness.AttributePrefix, StringComparison.Ordinal) ? $"edit-attribute-{field[Completeness.AttributePrefix.Length..]}"
        : null;

    protected override async Task BeginAsync() => choices = await Choices.LoadAsync();

    protected override IReadOnlyDictionary<string, string?> Read()
    {
        var fields = Details.Attributes.ToDictionary(line => Key(line.Definition), line => AttributeNumbers.Typed(line.Kind, line.Own));
        fields[TypeField] = Details.Product.ProductTypeId?.ToString(CultureInfo.InvariantCulture);
        return fields;
    }

    protected override Task<Outcome<long>> WriteAsync(CardDraft draft, Actor actor)
    {
        var all = choices!.Attributes.Values;
        return Attributes.EditAsync(
            Details.Product.Id,
            new AttributesEdit(
                Details.Product.Version, TypeId(draft),
                all.Where(attribute => draft.Changed(Key(attribute))).ToDictionary(
                    attribute => attribute.Code, attribute => AttributeNumbers.Stored(attribute.Kind, draft[Key(attribute)]))),
            actor);
    }

    protected override string Done(CardDraft draft) => L["Saved the attributes of {0}.", Details.Product.Name];

    protected override string Label(string field) =>
        field == TypeField ? L["Product type"].Value : choices?.Attributes.Values.FirstOrDefault(attribute => Key(attribute) == field)?.Name ?? field;

    protected override string? Show(string field, string? value) => field == TypeField
        ? choices?.Types.FirstOrDefault(type => type.Id.ToString(CultureInfo.InvariantCulture) == value)?.Name
        : value?.Replace(AttributeValue.Separator.ToString(), ", ", StringComparison.Ordinal);

    private static string Words(ProductAttributeLine line, string value) =>
        AttributeNumbers.Shown(line.Kind, value) + (line.Kind is AttributeKind.Number or AttributeKind.Text && line.Unit is { } unit ? $" {unit}" : "");

    private static string Key(AttributeDefinition attribute) => Completeness.AttributePrefix + attribute.Code;

    private static string Id(AttributeDefinition attribute) => $"edit-attribute-{attribute.Code}";

    private static int? TypeId(CardDraft draft) => int.TryParse(draft[TypeField], CultureInfo.InvariantCulture, out var id) ? id : null;

    private string? InheritedOf(AttributeDefinition attribute) => Details.Attributes.FirstOrDefault(line => line.Definition.Id == attribute.Id)?.Inherited;

    private IEnumerable<(AttributeDefinition Attribute, bool Required)> Places(CardDraft draft) =>
        (choices!.Types.FirstOrDefault(type => type.Id == TypeId(draft))?.Attributes ?? []).OrderBy(place => place.Position)
            .Select(place => (choices.Attributes[place.AttributeId], place.Required));

    private List<ProductAttributeLine> FallAway(CardDraft draft)
    {
        var has = Places(draft).Select(place => place.Attribute.Id).ToHashSet();
        return [.. Details.Attributes.Where(line => line.Own is not null && !has.Contains(line.Definition.Id))];
    }
}
