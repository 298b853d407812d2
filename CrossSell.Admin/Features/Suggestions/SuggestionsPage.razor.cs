using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Suggestions;

public sealed partial class SuggestionsPage : IAsyncDisposable
{
    private const string KeysCookie = "crosssell.keys";
    private const string ReasonCookie = "crosssell.reject";

    private readonly HashSet<(int, int)> turned = [];
    private readonly Queue<KeyboardEventArgs> pressed = new();
    private readonly ComponentScript script = new("./Features/Suggestions/SuggestionsPage.razor.js");
    private bool listens;
    private bool keysOn = true;
    private bool drains;
    private bool arrived;
    private int lastDelay = 30;
    private string lastReason = SuggestionRow.Reasons[0].Reason;
    private SuggestionsPageState state = new();
    private SuggestionPage? inbox;
    private Channel? channel;
    private Channel? channelOfBar;
    private List<LinkType> types = [];
    private string typeCode = LinkType.CrossSell;
    private bool bothWays;
    private bool mayDecide;
    private bool mayMine;
    private bool mayRevoke;
    private bool loading = true;
    private long? mining;
    private int current;
    private SuggestionAsking asking;
    private (int, int)? open;
    private SuggestionDetails? details;
    private AutoBatch? batch;
    private readonly SuggestionsPicked picked = new();
    private SuggestionDecision? deciding;
    private List<Category> categories = [];

    [Inject]
    private SuggestionInbox Inbox { get; set; } = default!;

    [Inject]
    private SuggestionService Service { get; set; } = default!;

    [Inject]
    private SuggestionDetailsQuery Details { get; set; } = default!;

    [Inject]
    private AutoAccept Auto { get; set; } = default!;

    [Inject]
    private MiningJobs Mining { get; set; } = default!;

    [Inject]
    private StudioStore Store { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private UndoService Undos { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

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

    private int? CategoryId => categories.Find(item => item.Code == state.Category)?.Id;

    private LinkType? ChosenType => types.Find(type => type.Code == typeCode);

    protected override async Task OnInitializedAsync()
    {
        channelOfBar = Session.Channel;
        Session.Changed += ChannelChosen;
        await using var db = Store.Read(Session.Reads);
        var all = await db.LinkTypes.Where(type => !type.Retired).OrderBy(type => type.Position).ToListAsync();
        categories = await db.Categories.ToListAsync();
        // Of a type and its way back, the one that offers something: nobody accepts a pair as "fits".
        types = [.. all.Where(type => type.FillsPanel || LinkRules.ReverseTypeOf(type, all) is not { FillsPanel: true })];
        typeCode = (types.Find(type => type.Code == typeCode) ?? types.FirstOrDefault())?.Code ?? typeCode;
    }

    protected override async Task OnParametersSetAsync()
    {
        var filter = state.Filter;
        state = new SuggestionsPageState(ChannelCode, Text, Sku, Sort, PageNumber, From, Group) { Min = Min, Lift = Lift, Category = Category, Trend = Trend };
        if (state.Filter != filter)
        {
            // What was picked was picked of something else.
            picked.Clear();
            deciding = null;
        }

        channel = Session.Channels.FirstOrDefault(item => item.Code == ChannelCode) ?? Session.Channel;
        (current, asking, arrived, open, details) = (0, SuggestionAsking.Nothing, false, null, null);
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (firstRender)
            {
                keysOn = await Js.InvokeAsync<string?>("crosssell.recall", KeysCookie) != "off";
                lastReason = await Js.InvokeAsync<string?>("crosssell.recall", ReasonCookie) is { Length: > 0 and <= SuggestionService.ReasonLength } reason
                    ? reason
                    : lastReason;
                await script.LoadAsync(Js);
                await script.InvokeAsync("listen", keysOn);
                listens = true;
                StateHasChanged();
            }

            if (listens && !arrived && !loading)
            {
                arrived = true;
                await script.InvokeAsync("arrive");
            }
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Session.Changed -= ChannelChosen;
        await script.LeaveAsync("leave");
    }

    /// <summary>A person's own choice, kept by the browser itself (<c>data-remember</c>): single letters can get in the way of speech input.</summary>
    private async Task SwitchKeysAsync(ChangeEventArgs change)
    {
        keysOn = change.Value is true;
        await script.InvokeAsync("listen", keysOn);
    }

    private async Task LoadAsync()
    {
        loading = true;
        if (channel is not null)
        {
            var actor = await CurrentActor.GetAsync();
            mayDecide = actor.Can(Permission.DecideSuggestions, channel.Id);
            mayRevoke = actor.CanAnywhere(Permission.Review);
            mayMine = actor.Can(Permission.ImportOrders, channel.Id);
            inbox = await Inbox.FindAsync(state.Query(channel.Id, CategoryId));
            batch = await Auto.LastAsync(channel.Id);
            current = Math.Clamp(current, 0, Math.Max(0, inbox.Rows.Count - 1));
        }

        loading = false;
    }

    /// <summary>
    /// A channel chosen in the bar goes into the address, so that the page can be sent to a colleague. A change of theme raises the same event.
    /// </summary>
    private void ChannelChosen()
    {
        if (Session.Channel is { } chosen && chosen != channelOfBar)
        {
            channelOfBar = chosen;
            _ = InvokeAsync(() => Go(state with { Channel = chosen.Code, Page = null }));
        }
    }

    private void Go(SuggestionsPageState next) => Navigation.NavigateTo(Addresses.Suggestions + next.ToQuery());

    /// <summary>Categories that hold something that waits, themselves or below them, and the one that is chosen, in the order of their paths.</summary>
    private IEnumerable<(string Code, string Label)> CategoryChoices()
    {
        if (inbox is null)
        {
            return [];
        }

        var byId = categories.ToDictionary(category => category.Id);
        var counts = new Dictionary<int, int>();
        foreach (var (id, count) in inbox.ByCategory)
        {
            for (var at = byId.GetValueOrDefault(id); at is not null; at = at.ParentId is { } parent ? byId.GetValueOrDefault(parent) : null)
            {
                counts[at.Id] = counts.GetValueOrDefault(at.Id) + count;
            }
        }

        return categories.Where(category => counts.ContainsKey(category.Id) || category.Code == state.Category)
            .Select(category => (category.Code, Path: NameOf(category), Count: counts.GetValueOrDefault(category.Id)))
            .OrderBy(line => line.Path, StringComparer.CurrentCulture)
            .Select(line => (line.Code, string.Create(CultureInfo.InvariantCulture, $"{line.Path} ({line.Count:N0})")));

        string NameOf(Category category) =>
            category.ParentId is { } parent && byId.TryGetValue(parent, out var above) ? $"{NameOf(above)} / {category.Name}" : category.Name;
    }

    private void Pick(int at, bool range)
    {
        picked.Toggle([.. inbox!.Rows.Select(Key)], at, range);
        current = at;
    }

    private async Task ReloadAsync()
    {
        Feedback.Moved();
        await LoadAsync();
        StateHasChanged();
    }

    private Suggestion Shown(Suggestion item) => turned.Contains(Key(item)) ? item.Swapped() : item;

    private Task AcceptAsync(int at)
    {
        var item = Shown(inbox!.Rows[at]);
        return DecideAsync(
            at,
            actor => Service.AcceptAsync(actor, channel!.Id, item.Anchor.Id, item.Companion.Id, typeCode, bothWays),
            $"{item.Companion.Name} is now offered with {item.Anchor.Name}.");
    }

    private async Task RejectAsync(int at, string reason, bool thisWayOnly)
    {
        var item = Shown(inbox!.Rows[at]);
        if (reason != lastReason)
        {
            lastReason = reason;
            await Js.InvokeVoidAsync("crosssell.remember", ReasonCookie, reason);
        }

        await DecideAsync(
            at,
            actor => Service.RejectAsync(actor, channel!.Id, item.Anchor.Id, item.Companion.Id, reason, thisWayOnly),
            $"Rejected {item.Companion.Name} with {item.Anchor.Name}: {reason}. It stays away until the evidence changes.");
    }

    private Task SnoozeAsync(int at, int days)
    {
        var item = Shown(inbox!.Rows[at]);
        lastDelay = days;
        return DecideAsync(
            at,
            actor => Service.SnoozeAsync(actor, channel!.Id, item.Anchor.Id, item.Companion.Id, days),
            string.Create(CultureInfo.InvariantCulture, $"{item.Companion.Name} with {item.Anchor.Name} comes back in {days} days."));
    }

    private async Task DecideAsync(int at, Func<Actor, Task<Outcome<long>>> decide, string sentence)
    {
        if (IsBusy || !mayDecide)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var outcome = await decide(await CurrentActor.GetAsync());
            if (Feedback.Accepted(outcome))
            {
                var changeSet = outcome.Required;
                Feedback.Done(sentence, () => InvokeAsync(() => UndoAsync(changeSet)));
            }

            else
            {
                // What was pressed after it was meant for a list that is not there.
                pressed.Clear();
            }

            picked.LetGo(Key(inbox!.Rows[at]));
            // Also after a refusal: somebody else was first, and the list is old.
            (current, asking, open, details) = (at, SuggestionAsking.Nothing, null, null);
            await LoadAsync();
        });
        await FocusAsync();
    }

    private async Task UndoAsync(long changeSet)
    {
        var undone = await Undos.UndoAsync(changeSet, await CurrentActor.GetAsync());
        Feedback.TakenBack(undone);

        await LoadAsync();
        StateHasChanged();
    }

    private async Task RevokeAsync()
    {
        if (batch is not { } accepted)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var revoked = await Undos.UndoAsync(accepted.ChangeSetId, await CurrentActor.GetAsync());
            if (Feedback.Accepted(revoked))
            {
                Feedback.Undone("Revoked: the links that were accepted without asking are gone, and their pairs wait.", revoked.Required.Conflicts);
            }

            await LoadAsync();
        });
    }

    private async Task MineAsync()
    {
        if (channel is { } mined)
        {
            var outcome = await Mining.StartAsync(mined.Code, await CurrentActor.GetAsync());
            mining = Feedback.Accepted(outcome) ? outcome.Required : null;
        }
    }

    private async Task MinedAsync()
    {
        mining = null;
        Feedback.Moved();
        await LoadAsync();
    }

    /// <summary>Keys are answered one after the other, each on the pair that is current by then: who presses five times decides on five.</summary>
    /// <remarks>The list listens and not the row: keys on their way to a row that is just taken away would be lost with it.</remarks>
    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (!keysOn || key.CtrlKey || key.MetaKey || key.AltKey || (key.Repeat && key.Key is not ("j" or "k")))
        {
            return;
        }

        pressed.Enqueue(key);
        if (drains)
        {
            return;
        }

        drains = true;
        try
        {
            while (pressed.TryDequeue(out var next) && current < inbox!.Rows.Count)
            {
                await AnswerAsync(current, next);
            }
        }
        finally
        {
            drains = false;
            pressed.Clear();
        }
    }

    private async Task AnswerAsync(int at, KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "j" or "J":
                await MoveAsync(at + 1);
                break;
            case "k" or "K":
                await MoveAsync(at - 1);
                break;
            case "a" or "A" when mayDecide:
                await AcceptAsync(at);
                break;
            case "r" or "R" when mayDecide && key.ShiftKey:
                await AskAsync(at, SuggestionAsking.Reason);
                break;
            case "r" or "R" when mayDecide:
                await RejectAsync(at, lastReason, SuggestionRow.IsThisWayOnly(lastReason));
                break;
            case "s" or "S" when mayDecide && key.ShiftKey:
                await AskAsync(at, SuggestionAsking.Days);
                break;
            case "s" or "S" when mayDecide:
                await SnoozeAsync(at, lastDelay);
                break;
            case "x" or "X" when mayDecide:
                Turn(at);
                break;
            case "e" or "E":
                await OpenAsync(at);
                break;
            case "p" or "P" when mayDecide:
                Pick(at, key.ShiftKey);
                break;
        }
    }

    /// <summary>From the search field the arrow leads into the list.</summary>
    private Task FindKeyAsync(KeyboardEventArgs key) => key.Key == "ArrowDown" ? FocusAsync() : Task.CompletedTask;

    private async Task MoveAsync(int to)
    {
        if (to >= 0 && to < inbox!.Rows.Count)
        {
            (current, asking) = (to, SuggestionAsking.Nothing);
            await FocusAsync();
        }
    }

    private async Task AskAsync(int at, SuggestionAsking what)
    {
        var toggled = at == current && what == asking ? SuggestionAsking.Nothing : what;
        (current, asking) = (at, toggled);
        StateHasChanged();
        await Task.Yield();
        await Js.InvokeVoidAsync("crosssell.focus", asking == SuggestionAsking.Nothing ? Row(at) : Row(at) + " .ask button");
    }

    /// <summary>Shows what stands behind a pair, below its row, or puts it away.</summary>
    private async Task OpenAsync(int at)
    {
        var item = Shown(inbox!.Rows[at]);
        var asked = Key(item);
        (current, details) = (at, null);
        open = open == asked ? null : asked;
        if (open is null || channel is null)
        {
            return;
        }

        StateHasChanged();
        var found = await Details.LoadAsync(Session.Reads, channel.Code, item.Anchor.Id, item.Companion.Id, typeCode);
        if (open == asked)
        {
            details = found;
        }
    }

    private string? HeadOf(Suggestion item) => state.GroupChosen switch
    {
        SuggestionGroup.Anchor => $"On the page of {item.Anchor.Name}",
        SuggestionGroup.Category => item.Anchor.Category ?? "Without a category",
        _ => null,
    };

    private void Turn(int at)
    {
        (open, details) = (null, null);
        var key = Key(inbox!.Rows[at]);
        if (!turned.Remove(key))
        {
            turned.Add(key);
        }

        current = at;
    }

    private void Focused(int at)
    {
        if (at != current && !drains)
        {
            (current, asking) = (at, SuggestionAsking.Nothing);
        }
    }

    private async Task FocusAsync()
    {
        StateHasChanged();
        await Task.Yield();
        await Js.InvokeVoidAsync("crosssell.focus", Row(current));
    }

    private static string Row(int at) => string.Create(CultureInfo.InvariantCulture, $"#pair-{at}");

    private static (int, int) Key(Suggestion item) => (item.Anchor.Id, item.Companion.Id);

    private static string Words(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    private string TypeWords(LinkType type) => type.Direction switch
    {
        LinkDirection.TwoWay => $"{type.LabelFor(Session.Channel)} (both ways)",
        LinkDirection.Inverse => $"{type.LabelFor(Session.Channel)} (with its way back)",
        _ => type.LabelFor(Session.Channel),
    };
}
