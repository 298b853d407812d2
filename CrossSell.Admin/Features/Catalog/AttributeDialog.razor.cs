using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;

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

    private string Had(string option) => use.GetValueOrDefault(option) is var count && count == 1
        ? $"1 product says \"{option}\". Replace with:"
        : $"{Formats.Count(count)} products say \"{option}\". Replace with:";

    private void Add()
    {
        form.Add(typed);
        typed = "";
    }

    private Task SaveAsync() => DoAsync(async actor =>
    {
        Add();
        var outcome = await Attributes.SaveAsync(form.ToEdit(), actor);
        return (outcome.Refusal, new SettingsDone($"Saved {form.Name.Trim()}.", outcome.Value.ChangeSetId));
    });

    private Task DeleteAsync() => DoAsync(async actor =>
    {
        var outcome = await Attributes.DeleteAsync(Attribute.Id, Attribute.Version, actor);
        return (outcome.Refusal, new SettingsDone($"Deleted {Attribute.Name}.", outcome.Value));
    });
}
