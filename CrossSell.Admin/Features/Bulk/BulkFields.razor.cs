using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Bulk.BulkTexts;

namespace CrossSell.Admin.Features.Bulk;

/// <summary>The inputs of one kind of bulk edit. Whatever changes here makes the preview old.</summary>
public sealed partial class BulkFields
{
    [Parameter, EditorRequired]
    public BulkForm Form { get; set; } = default!;

    [Parameter, EditorRequired]
    public BulkChoices Choices { get; set; } = default!;

    /// <summary>Shops in which the person may edit the catalogue.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Channel> Channels { get; set; } = [];

    [Parameter]
    public IReadOnlyList<Channel> AllChannels { get; set; } = [];

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private static Choice<PriceWay>[] Ways =>
    [
        new(PriceWay.Set, L["Set to"]),
        new(PriceWay.RaiseBy, L["Raise by an amount"]),
        new(PriceWay.LowerBy, L["Lower by an amount"]),
        new(PriceWay.RaiseByPercent, L["Raise by percent"]),
        new(PriceWay.LowerByPercent, L["Lower by percent"]),
        new(PriceWay.Margin, L["From cost, for a margin"]),
    ];

    private static Choice<PriceRounding>[] Roundings =>
    [
        new(PriceRounding.None, L["do not round"]),
        new(PriceRounding.Whole, L["whole amounts"]),
        new(PriceRounding.To95, ".95"),
        new(PriceRounding.To99, ".99"),
    ];

    private static string StatusWord(ProductStatus status) => status switch
    {
        ProductStatus.Active => L["Active"],
        ProductStatus.Draft => L["Draft"],
        _ => L["Archived"],
    };

    private Task SetAsync(Action change)
    {
        change();
        return OnChanged.InvokeAsync();
    }

    private void ChooseAttribute(int? id)
    {
        (Form.Attribute, Form.Text) = (Choices.Attributes.FirstOrDefault(attribute => attribute.Id == id), null);
        Form.Chosen.Clear();
        Form.Products.Clear();
    }
}
