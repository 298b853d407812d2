using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

public partial class LinkTypeDialog
{
    private LinkTypeForm form = default!;
    private IReadOnlyDictionary<string, int> use = new Dictionary<string, int>();
    private string typed = "";
    private LinkFieldKind typedKind;
    private string? problem;

    private static Choice<LinkDirection>[] Directions =>
    [
        new(LinkDirection.OneWay, L["one way"]),
        new(LinkDirection.TwoWay, L["both ways: the same type in reverse"]),
        new(LinkDirection.Inverse, L["another type in reverse"]),
    ];

    [Parameter, EditorRequired]
    public LinkType Type { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<LinkType> Types { get; set; } = [];

    /// <summary>Those that the shops speak.</summary>
    [Parameter]
    public IReadOnlyList<string> Locales { get; set; } = [];

    /// <summary>How many links are of this type.</summary>
    [Parameter]
    public int Links { get; set; }

    [Parameter]
    public bool MayEdit { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<LinkTypeWritten> OnDone { get; set; }

    [Inject]
    private LinkTypeService LinkTypes { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    /// <summary>What another direction means for the links that stand.</summary>
    private string? DirectionWords => Links == 0 || form.Direction == Type.Direction
        ? null
        : form.Direction == LinkDirection.OneWay
            ? L.Count(
                Links,
                "{0} link follows: both directions become separate links; none is removed.",
                "{0} links follow: both directions become separate links; none is removed.")
            : L.Count(
                Links,
                "{0} link follows: each gets a reverse link. You can undo this.",
                "{0} links follow: each gets a reverse link. You can undo this.");

    protected override void OnInitialized() => form = new LinkTypeForm(Type, Locales);

    protected override async Task OnInitializedAsync()
    {
        if (Type.Fields.Count > 0)
        {
            use = await Task.Run(() => LinkTypes.FieldUseAsync(Type.Id));
        }
    }

    private int Count(LinkTypeForm.Field field) => use.GetValueOrDefault(field.Code);

    private void AddField()
    {
        form.AddField(typed, typedKind);
        typed = "";
    }

    private Task SaveAsync()
    {
        AddField();
        return DoAsync(actor => form.ToEdit().IsRefused(out var refusal, out var edit)
            ? Task.FromResult<Outcome<LinkTypeWritten>>(refusal)
            : LinkTypes.SaveAsync(edit, actor));
    }

    private Task DoAsync(Func<Actor, Task<Outcome<LinkTypeWritten>>> change) => BusyAsync(async () =>
    {
        if ((await change(await CurrentActor.GetAsync())).IsRefused(out var refusal, out var done))
        {
            problem = refusal.Message;
        }
        else
        {
            await OnDone.InvokeAsync(done);
        }
    });
}
