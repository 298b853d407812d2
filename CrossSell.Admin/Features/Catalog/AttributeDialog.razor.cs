using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Catalog.CatalogTexts;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>An attribute, edited or new, with what becomes of values whose option goes.</summary>
public sealed partial class AttributeDialog
{
    private AttributeForm form = default!;
    private IReadOnlyDictionary<string, int> use = new Dictionary<string, int>();
    private string typed = "";

    [Parameter, EditorRequired]
    public AttributeDefinition Attribute { get; set; } = default!;

    /// <summary>How many products have it.</summary>
    [Parameter]
    public int Products { get; set; }

    [Parameter]
    public bool MayEdit { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [Inject]
    private AttributeService Attributes { get; set; } = default!;

    protected override void OnInitialized() => form = new AttributeForm(Attribute);

    protected override async Task OnInitializedAsync()
    {
        if (!form.IsNew && form.HasOptions)
        {
            use = await Task.Run(() => Attributes.OptionUseAsync(Attribute.Id));
        }
    }

    private int Count(AttributeForm.Option option) => option.Was is { } was ? use.GetValueOrDefault(was) : 0;

    private string UseOf(AttributeForm.Option option) => Count(option) is var count and > 0 ? Formats.Count(count) : "";

    private string Had(string option) => L.Count(
        use.GetValueOrDefault(option), "{0} product says \"{1}\". Replace with:", "{0} products say \"{1}\". Replace with:", option);

    private void Add()
    {
        form.Add(typed);
        typed = "";
    }

    private Task SaveAsync() => DoAsync(async actor =>
    {
        Add();
        var outcome = await Attributes.SaveAsync(form.ToEdit(), actor);
        return (outcome.Refusal, new SettingsDone(L["Saved {0}.", form.Name.Trim()], outcome.Value.ChangeSetId));
    });

    private Task DeleteAsync() => DoAsync(async actor =>
    {
        var outcome = await Attributes.DeleteAsync(Attribute.Id, Attribute.Version, actor);
        return (outcome.Refusal, new SettingsDone(L["Deleted {0}.", Attribute.Name], outcome.Value));
    });
}
