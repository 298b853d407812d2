using CrossSell.Admin.Features.Conditions;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Rules;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>The rule that fills a slot, edited as the rules of panels are.</summary>
public sealed partial class SlotRule
{
    private RuleLexicon? lexicon;
    private SlotConditions? editor;
    private BundlePageState? edited;

    [Parameter, EditorRequired]
    public BundlePageState State { get; set; } = default!;

    [Parameter, EditorRequired]
    public SlotContent Slot { get; set; } = default!;

    /// <summary>That is looked at.</summary>
    [Parameter, EditorRequired]
    public Channel Shop { get; set; } = default!;

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>True when the content changed.</summary>
    [Parameter]
    public EventCallback<bool> OnEdited { get; set; }

    [Inject]
    private RuleChoices Choices { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        lexicon = new RuleLexicon(await Choices.LoadAsync(Session.Reads));
        Show();
    }

    protected override void OnParametersSet() => Show();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (editor is { Focus: { } id })
        {
            editor.Focus = null;
            await Js.InvokeVoidAsync("crosssell.focus", $"#{id}");
        }
    }

    private void Show()
    {
        if (lexicon is null)
        {
            return;
        }

        if (editor is null || edited != State)
        {
            // What it writes goes to the slot that stands here then.
            var state = edited = State;
            editor = new SlotConditions(lexicon, Shop, state.NextLine, (condition, compared) => state.SetSlotRule(Slot.Key, condition, compared));
        }

        editor.CanEdit = CanEdit;
        editor.Show(Slot.Condition, Slot.Comparisons, lexicon, Shop);
    }

    // A line that says nothing yet changes no figure, but it is drawn.
    private Task EditedAsync() => OnEdited.InvokeAsync(true);

    private string Id(string name) => $"slot-{Slot.Key}-{name}";
}
