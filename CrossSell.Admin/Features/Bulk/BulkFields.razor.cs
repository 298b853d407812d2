using CrossSell.Core.Bulk;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;

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
