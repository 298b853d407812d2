using CrossSell.Admin.Features.Conditions;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Rules.RulesTexts;

namespace CrossSell.Admin.Features.Rules;

/// <summary>All rules in the order in which they fill. What each of them finds is counted once the list stands there.</summary>
public sealed partial class RulesPage() : LivePage("./Features/Rules/RulesPage.razor.js")
{
    private readonly Dictionary<int, RuleCounts> counts = [];
    private readonly Dictionary<int, RuleContent> contents = [];
    private readonly AddressEchoes echoes = new();
    private IReadOnlyList<RuleRow> all = [];
    private List<RuleRow>? rows;
    private IReadOnlyDictionary<int, RuleAuthor> authors = new Dictionary<int, RuleAuthor>();
    private RuleLexicon lexicon = RuleLexicon.Empty;
    private (int? ChannelId, bool All)? loaded;
    private int? dragged;
    private int? over;
    private string? focus;
    private string typed = "";
    private RuleState? wanted;
    private bool isAll;
    private bool mayAdd;
    private bool isCounting;
    private Debouncer counter = default!;

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "shops")]
    public string? Shops { get; set; }

    [Inject]
    private RuleList List { get; set; } = default!;

    [Inject]
    private RuleService Rules { get; set; } = default!;

    [Inject]
    private RuleAuthors Authors { get; set; } = default!;

    [Inject]
    private RuleChoices Choices { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private string CountWords => Shown.Count == rows!.Count ? Formats.Count(rows.Count)
        : L["{0} of {1}", Formats.Count(Shown.Count), Formats.Count(rows.Count)].Value;

    private List<RuleRow> Shown => [.. (rows ?? []).Where(row => wanted is null || row.State == wanted).Where(Says)];

    private RuleShops Places => new(Session.Channels, Session.Channel);

    // Rows must not go elsewhere under a hand that drags one.
    protected override bool CanCatchUp => base.CanCatchUp && dragged is null;

    protected override ValueTask DisposeAsyncCore()
    {
        counter.Dispose();
        return base.DisposeAsyncCore();
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        counter = new Debouncer(Time);
    }

    protected override Task OnParametersSetAsync()
    {
        if (echoes.IsNews(Navigation))
        {
            wanted = Enum.TryParse<RuleState>(State, ignoreCase: true, out var state) ? state : null;
            isAll = Shops == "all";
        }

        return ShowAsync();
    }

    private Task ShowAsync() => loaded == (Session.Channel?.Id, isAll) ? Task.CompletedTask : LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus is { } id)
        {
            focus = null;
            await Js.InvokeVoidAsync("crosssell.focus", $"#{id}");
        }

        await base.OnAfterRenderAsync(firstRender);
    }

    protected override async Task CatchUpAsync()
    {
        var before = contents.ToDictionary();
        await ReadAsync();
        if (contents.Any(pair => !before.TryGetValue(pair.Key, out var old) || old with { Version = 0 } != pair.Value with { Version = 0 }))
        {
            CountSoon();
        }
    }

    protected override Task ChannelChangedAsync()
    {
        counts.Clear();
        return LoadAsync();
    }

    private Task LoadAsync()
    {
        loaded = (Session.Channel?.Id, isAll);
        return OpenAsync(async () =>
        {
            mayAdd = Me!.CanAnywhere(Permission.EditLinks);
            lexicon = new RuleLexicon(await Choices.LoadAsync(Session.Reads));
            await ReadAsync();
            CountSoon();
            return null;
        });
    }

    private async Task ReadAsync()
    {
        all = await List.LoadAsync(Session.Reads);
        contents.Clear();
        foreach (var row in all)
        {
            contents[row.Id] = row.Content;
        }

        rows = [.. all.Where(row => isAll || Session.Channel is not { } channel || row.ChannelIds.Count == 0 || row.ChannelIds.Contains(channel.Id))];
        authors = await Authors.LoadAsync();
    }

    private void CountSoon()
    {
        counter.Cancel();
        if (Session.Channel is { } channel && all.Count > 0)
        {
            isCounting = true;
            _ = GestureAsync(() => counter.RunAsync(TimeSpan.Zero, async cancellation =>
            {
                try
                {
                    await CountAsync(channel.Id, cancellation);
                }
                finally
                {
                    // A newer count says so itself.
                    isCounting = isCounting && cancellation.IsCancellationRequested;
                }
            }));
        }
    }

    // Off the circuit, one rule after the other: the list is there at once.
    private async Task CountAsync(int channelId, CancellationToken cancellation)
    {
        await Task.Run(
            async () =>
            {
                await foreach (var (id, found) in List.CountsAsync(Session.Reads, channelId, cancellation))
                {
                    await InvokeAsync(() =>
                    {
                        if (!cancellation.IsCancellationRequested)
                        {
                            counts[id] = found;
                            StateHasChanged();
                        }
                    });
                }
            },
            cancellation);
        cancellation.ThrowIfCancellationRequested();
    }

    private bool Says(RuleRow row) => typed.Trim() is not { Length: > 0 } text
        || row.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase)
        || (contents.TryGetValue(row.Id, out var content)
            && $"{RuleWords.Of(content.Anchors, lexicon)} {RuleWords.Offer(content.Companions, content.Comparisons, lexicon)}"
                .Contains(text, StringComparison.CurrentCultureIgnoreCase));

    private bool MayEdit(RuleRow row) => Me is { } actor && RuleService.Deny(actor, row.ChannelIds) is null;

    private string RowClass(RuleRow row)
    {
        var aim = over == row.Id && dragged is { } id && id != row.Id && rows!.Find(other => other.Id == id) is { } moved
            ? moved.Priority < row.Priority ? " over-down" : " over-up"
            : "";
        return "rule" + (row.Enabled ? "" : " off") + (dragged == row.Id ? " dragged" : "") + aim;
    }

    /// <summary>What it finds in the shop, in one sentence; empty for a rule of other shops, or until it is known.</summary>
    private string Figures(RuleRow row) => counts.TryGetValue(row.Id, out var found)
        ? L.Count(found.Anchors, "For {0} product, picks from {1} to offer.", "For {0} products, picks from {1} to offer.", Formats.Count(found.Companions))
        : isCounting && Session.Channel is { } here && (row.ChannelIds.Count == 0 || row.ChannelIds.Contains(here.Id))
            ? RuleWords.Capital(L["calculating…"]) : "";

    private string Where(RuleRow row) => Places.Names(row.ChannelIds) ?? RuleWords.Capital(L["every shop"]);

    private string By(RuleRow row) => authors.TryGetValue(row.Id, out var author)
        ? $"{author.Name}, {Formats.Day(author.At)}"
        : $"{row.CreatedBy}, {Formats.Day(row.CreatedAt)}";

    private string When(RuleRow row)
    {
        var zone = Places.ZoneOf(row.ChannelIds);
        string Wall(DateTimeOffset at) => Formats.Scheduled(at, zone);
        return (row.ValidFrom, row.ValidTo) switch
        {
            ({ } from, { } to) => L["{0} to {1}", Wall(from), Wall(to)],
            ({ } from, null) => L["from {0}", Wall(from)],
            (null, { } to) => L["until {0}", Wall(to)],
            _ => "",
        };
    }

    private Task SwitchAsync(RuleRow row) => DoAsync(
        who => Rules.SetEnabledAsync(row.Id, !row.Enabled, who), row.Enabled ? L["{0} is off.", row.Name] : L["{0} is on.", row.Name]);

    private Task DuplicateAsync(RuleRow row) => DoAsync(who => Rules.DuplicateAsync(row.Id, who), L["Copied {0}. The copy is off.", row.Name]);

    private Task RemoveAsync(RuleRow row) => DoAsync(who => Rules.RemoveAsync(row.Id, who), L["Removed {0}.", row.Name]);

    /// <summary>Where the rule stands among those of the shop, from 1.</summary>
    private int PlaceOf(RuleRow row) => rows!.FindIndex(other => other.Id == row.Id) + 1;

    private Task StepAsync(RuleRow row, int by) =>
        MoveAsync(row, shown => shown.ElementAtOrDefault(shown.FindIndex(other => other.Id == row.Id) + by));

    private Task DropAsync(RuleRow target)
    {
        var row = rows?.Find(other => other.Id == dragged);
        (dragged, over) = (null, null);
        return row is null || !MayEdit(row) ? Task.CompletedTask : MoveAsync(row, shown => shown.Find(other => other.Id == target.Id));
    }

    /// <summary>
    /// Moves one after the other, and none is dropped: two steps in a hurry are two places. Each goes by the order that the one before left, not by the one
    /// that was on the screen when the key was pressed.
    /// </summary>
    /// <param name="target">Whose place it takes, of the rules that are shown by then; null for none.</param>
    private Task MoveAsync(RuleRow drawn, Func<List<RuleRow>, RuleRow?> target) => InTurnAsync(async () =>
    {
        var shown = Shown;
        if (shown.Find(other => other.Id == drawn.Id) is not { } row || target(shown) is not { } other || other.Id == row.Id)
        {
            return;
        }

        // Down means behind the other, up means before it; hidden rules between stay where they are.
        var ordered = all.Where(rule => rule.Id != row.Id).ToList();
        var at = ordered.FindIndex(rule => rule.Id == other.Id) + (row.Priority < other.Priority ? 1 : 0);
        focus = $"rule-grip-{row.Id}";
        await WriteAsync(
            who => Rules.MoveAsync(row.Id, at < ordered.Count ? ordered[at].Id : null, who), () => L["{0} moved to place {1}.", row.Name, PlaceOf(row)]);
    });

    private Task KeyAsync(KeyboardEventArgs key, RuleRow row) => key.Key switch
    {
        "ArrowUp" => StepAsync(row, -1),
        "ArrowDown" => StepAsync(row, 1),
        "Home" => MoveAsync(row, shown => shown[0]),
        "End" => MoveAsync(row, shown => shown[^1]),
        "Delete" => RemoveAsync(row),
        _ => Task.CompletedTask,
    };

    // From anywhere in the row.
    private Task RowKeyAsync(KeyboardEventArgs key, RuleRow row) =>
        key.AltKey && key.Key is "ArrowUp" or "ArrowDown" && MayEdit(row) ? KeyAsync(key, row) : Task.CompletedTask;

    /// <summary>One at a time: every click may arrive twice.</summary>
    private Task DoAsync(Func<Actor, Task<Outcome<RuleSaved>>> write, string sentence) => BusyAsync(() => WriteAsync(write, () => sentence));

    /// <param name="sentence">What is said when it is done, asked once the list is read again.</param>
    private async Task WriteAsync(Func<Actor, Task<Outcome<RuleSaved>>> write, Func<string> sentence)
    {
        var outcome = await write(await CurrentActor.GetAsync());
        var isDone = Feedback.Accepted(outcome);
        await ReadAsync();
        if (isDone)
        {
            OfferUndo(sentence(), outcome.Required.ChangeSetId, ReadAsync);
        }

        if (rows!.Exists(row => !counts.ContainsKey(row.Id)))
        {
            CountSoon();
        }
    }

    private Task ShowAllAsync()
    {
        typed = "";
        return GoAsync(null, isAll);
    }

    // What is shown stands here, and the address follows: it comes back later than the next choice is made.
    private Task GoAsync(RuleState? state, bool everywhere)
    {
        (wanted, isAll) = (state, everywhere);
        echoes.Go(
            Navigation,
            Navigation.GetUriWithQueryParameters(
                Addresses.Rules, new Dictionary<string, object?> { ["state"] = wanted?.ToString(), ["shops"] = isAll ? "all" : null }),
            replace: true);
        return ShowAsync();
    }
}
