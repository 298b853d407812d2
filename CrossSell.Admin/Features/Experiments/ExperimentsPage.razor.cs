using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Experiments;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>The experiments of the shop in the bar, or of all, with what each says, and the hold-out of each shop. Filters stand in the address.</summary>
public sealed partial class ExperimentsPage : IDisposable
{
    private readonly NewestLoad loads = new();
    private IReadOnlyList<ExperimentRow>? rows;
    private IReadOnlyDictionary<int, ExperimentReading> readings = new Dictionary<int, ExperimentReading>();
    private HashSet<int> decidesIn = [];
    private ExperimentsPageState state = new();
    private bool mayDraft;
    private bool isRead;

    [SupplyParameterFromQuery]
    private string? View { get; set; }

    [SupplyParameterFromQuery(Name = "shops")]
    private string? ShopsAsked { get; set; }

    [Inject]
    private ExperimentList List { get; set; } = default!;

    [Inject]
    private ExperimentService Experiments { get; set; } = default!;

    [Inject]
    private ExperimentReader Reader { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private static IEnumerable<(ExperimentsView View, string Name)> Views =>
    [
        (ExperimentsView.All, L["All"]), (ExperimentsView.Running, L["Running"]), (ExperimentsView.ToDecide, L["To decide"]),
        (ExperimentsView.Drafts, L["Drafts"]), (ExperimentsView.Finished, L["Finished"]),
    ];

    private DateTimeOffset Now => Time.GetUtcNow();

    private IReadOnlyList<ExperimentRow> Shown => state.Of(rows ?? [], Session.Channel?.Id, Now);

    private int Listed => CountOf(ExperimentsView.All);

    private IReadOnlyList<Channel> Shops => state.AllShops || Session.Channel is not { } shop ? Session.Channels : [shop];

    private EffectScale Scale => EffectScale.Of(Shown.Select(row => readings.GetValueOrDefault(row.Experiment.Id)?.First?.Relative).OfType<Effect>()
        .Select(effect => (effect.Low, effect.High)));

    public void Dispose() => Session.Changed -= ChannelChanged;

    protected override Task OnInitializedAsync()
    {
        Session.Changed += ChannelChanged;
        return LoadAsync();
    }

    protected override void OnParametersSet() => state = ExperimentsPageState.Of(View, ShopsAsked);

    private int CountOf(ExperimentsView view) => state.CountOf(rows ?? [], view, Session.Channel?.Id, Now);

    private void Go(ExperimentsPageState to) => Navigation.NavigateTo(to.Address);

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    // The list is drawn at once; what each says follows.
    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        var actor = await CurrentActor.GetAsync();
        var scope = Session.Reads;
        var found = await List.LoadAsync(scope);
        if (!isNewest())
        {
            return;
        }

        rows = found;
        mayDraft = Session.Channel is { } shop && actor.Can(Permission.EditBundles, shop.Id);
        decidesIn = [.. Session.Channels.Where(channel => actor.Can(Permission.Review, channel.Id)).Select(channel => channel.Id)];
        StateHasChanged();
        int[] started = [.. found.Where(row => row.Experiment.State != ExperimentState.Draft).Select(row => row.Experiment.Id)];
        // Off the circuit, for SQLite works synchronously.
        var read = await Task.Run(() => Reader.ReadManyAsync(scope, started));
        if (isNewest())
        {
            (readings, isRead) = (read, true);
        }
    });

    private async Task TurnOnAsync(Channel shop)
    {
        if (Feedback.Accepted(await Experiments.HoldOutAsync(shop.Id, null, await CurrentActor.GetAsync())))
        {
            Feedback.Say(L["The hold-out of {0} is on.", shop.Name]);
        }

        await LoadAsync();
    }
}
