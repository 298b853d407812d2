using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Catalog.CatalogTexts;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>A product type, edited or new: which attributes its products have, and which they need.</summary>
public sealed partial class ProductTypeDialog
{
    private readonly List<Place> places = [];
    private string name = "";
    private string code = "";

    [Parameter, EditorRequired]
    public ProductType Type { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<AttributeDefinition> Attributes { get; set; } = [];

    /// <summary>How many products are of this type.</summary>
    [Parameter]
    public int Products { get; set; }

    [Parameter]
    public bool MayEdit { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [Inject]
    private ProductTypeService Types { get; set; } = default!;

    protected override void OnInitialized()
    {
        (name, code) = (Type.Name, Type.Code);
        places.AddRange(Type.Attributes.OrderBy(place => place.Position)
            .Select(place => new Place { Attribute = Attributes.First(attribute => attribute.Id == place.AttributeId), Required = place.Required }));
    }

    private void Add(int? id)
    {
        if (Attributes.FirstOrDefault(attribute => attribute.Id == id) is { } attribute)
        {
            places.Add(new Place { Attribute = attribute });
        }
    }

    private void Move(Place place, int by)
    {
        var at = places.IndexOf(place);
        if (at + by >= 0 && at + by < places.Count)
        {
            places.RemoveAt(at);
            places.Insert(at + by, place);
        }
    }

    private Task SaveAsync() => DoAsync(async actor =>
    {
        var edit = new ProductTypeEdit(
            Type.Id == 0 ? null : Type.Id, Type.Version, code, name, [.. places.Select(place => (place.Attribute.Id, place.Required))]);
        var outcome = await Types.SaveAsync(edit, actor);
        return (outcome.Refusal, new SettingsDone(L["Saved {0}.", name.Trim()], outcome.Value.ChangeSetId));
    });

    private Task DeleteAsync() => DoAsync(async actor =>
    {
        var outcome = await Types.DeleteAsync(Type.Id, Type.Version, actor);
        return (outcome.Refusal, new SettingsDone(L["Deleted {0}.", Type.Name], outcome.Value));
    });

    private sealed class Place
    {
        public required AttributeDefinition Attribute { get; init; }

        public bool Required { get; set; }
    }
}
