using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Suggestions.SuggestionsTexts;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>
/// Pairs that the orders of a shop suggest. The address says which are shown; how far somebody is in them is the <see cref="SuggestionTriage"/>'s.
/// </summary>
public sealed partial class SuggestionsPage : IDisposable
{
    private readonly SuggestionTriage triage = new();
    private readonly AddressEchoes echoes = new();
    private readonly NewestLoad loads = new();
    private SuggestionsPageState state = new();
    private AcceptAs acceptAs = AcceptAs.Of([]);
    private IReadOnlyList<Category> categories = [];
    private IReadOnlyList<(string Code, string Label)> categoryChoices = [];
    private SuggestionList? list;
    private Channel? channel;
    private Channel? channelOfBar;
    private AutoBatch? batch;
    private SuggestionDecision? deciding;
    private long? mining;
    private bool mayDecide;
    private bool mayMine;
    private bool mayRevoke;
    private bool loading = true;

    [Inject]
    private SuggestionInbox Suggestions { get; set; } = default!;

    [Inject]
    private SuggestionChoices Choices { get; set; } = default!;

    [Inject]
    private AutoAccept Auto { get; set; } = default!;

    [Inject]
    private MiningJobs Mining { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "channel")]
    public string? ChannelCode { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Sku { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? Group { get; set; }

    [SupplyParameterFromQuery]
    public string? Min { get; set; }

    [SupplyParameterFromQuery]
    public string? Lift { get; set; }

    [SupplyParameterFromQuery]
    public string? Category { get; set; }

    [SupplyParameterFromQuery]
    public string? Trend { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageText { get; set; }

    private int? PageNumber => int.TryParse(PageText, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private SuggestionPage? Inbox => triage.Inbox;

    // Of what is shown; the guesses promise nothing.
    private SuggestionRecord? Record => state.SourceChosen == SuggestionSource.Content ? null : Inbox?.Records.FirstOrDefault(
        record => (record.Basis == SuggestionBasis.BoughtLater) == (state.SourceChosen == SuggestionSource.BoughtLater));

    private IReadOnlyList<Choice<string>> SourceLines =>
    [
        .. SuggestionsPageState.SourceWords.Select(source => new Choice<string>(
            source.Word, source.Word == "guessed" && Inbox is { Content: > 0 } ? $"{source.Label} ({Formats.Count(Inbox.Content)})" : source.Label)),
    ];

    private int? CategoryId => categories.FirstOrDefault(item => item.Code == state.Category)?.Id;

    public void Dispose() => Session.Changed -= ChannelChosen;

    protected override async Task OnInitializedAsync()
    {
        channelOfBar = Session.Channel;
        Session.Changed += ChannelChosen;
        var vocabulary = await Choices.LoadAsync(Session.Reads);
        (acceptAs, categories) = (AcceptAs.Of(vocabulary.Types), vocabulary.Categories);
    }

    protected override Task OnParametersSetAsync() => echoes.IsNews(Navigation)
        ? ShowAsync(new(ChannelCode, Text, Sku, Sort, PageNumber, From, Group) { Min = Min, Lift = Lift, Category = Category, Trend = Trend })
        : Task.CompletedTask;

    private Task ShowAsync(SuggestionsPageState wanted)
    {
        var filter = state.Filter;
        state = wanted;
        if (state.Filter != filter)
        {
            // What was picked was picked of something else.
            triage.Picked.Clear();
            deciding = null;
        }

        channel = Session.Channels.FirstOrDefault(item => item.Code == state.Channel) ?? Session.Channel;
        triage.Restart();
        return LoadAsync();
    }

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        loading = true;
        if (channel is { } shop)
        {
            var (wanted, actor) = (state, await CurrentActor.GetAsync());
            var found = await Suggestions.FindAsync(wanted.Query(shop.Id, CategoryId));
            var last = await Auto.LastAsync(shop.Id);
            if (!isNewest())
            {
                return;
            }

            mayDecide = actor.Can(Permission.DecideSuggestions, shop.Id);
            mayRevoke = actor.CanAnywhere(Permission.Review);
            mayMine = actor.Can(Permission.ImportOrders, shop.Id);
            triage.Show(found);
            categoryChoices = wanted.CategoryChoices(categories, found.ByCategory);
            batch = last;
        }

        loading = false;
    });

    /// <summary>
    /// A channel chosen in the bar goes into the address, so that the page can be sent to a colleague. A change of theme raises the same event.
    /// </summary>
    private void ChannelChosen()
    {
        if (Session.Channel is { } chosen && chosen != channelOfBar)
        {
            channelOfBar = chosen;
            _ = InvokeAsync(() => GestureAsync(() => GoAsync(state with { Channel = chosen.Code, Page = null })));
        }
    }

    private Task GoAsync(SuggestionsPageState next)
    {
        next = next.AsAddressed();
        echoes.Go(Navigation, Addresses.Suggestions + next.ToQuery());
        return ShowAsync(next);
    }

    private async Task ReloadAsync()
    {
        Feedback.Moved();
        await LoadAsync();
    }

    private Task MineAsync() => BusyAsync(async () =>
    {
        if (channel is { } mined)
        {
            var outcome = await Mining.StartAsync(mined.Code, await CurrentActor.GetAsync());
            mining = Feedback.Accepted(outcome) ? outcome.Required : null;
        }
    });

    // What was picked is on its way: the first of what is left is the next one.
    private void StartOver()
    {
        triage.Picked.Clear();
        triage.Restart();
    }

    // The buttons that opened the dialog go with what was picked; the list has the focus then, and its keys work on.
    private async Task DecidedAsync()
    {
        deciding = null;
        StateHasChanged();
        if (triage.PickedCount == 0 && list is not null)
        {
            await list.FocusAsync();
        }
    }

    private async Task MinedAsync()
    {
        mining = null;
        Feedback.Moved();
        await LoadAsync();
    }

    /// <summary>From the search field the arrow leads into the list.</summary>
    private Task IntoListAsync() => list is null ? Task.CompletedTask : list.FocusAsync();

    private string TypeWords(LinkType type) => type.Direction switch
    {
        LinkDirection.TwoWay => L["{0} (both ways)", type.LabelFor(Session.Channel)].Value,
        LinkDirection.Inverse => L["{0} (+ reverse link)", type.LabelFor(Session.Channel)].Value,
        _ => type.LabelFor(Session.Channel),
    };
}
