using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>Links a list of products to another: every pair is judged before anything is written, and all of it is one job.</summary>
public sealed partial class BulkLinkPage : IDisposable
{
    private const int Shown = 50;

    private readonly BulkLinkPageState state = new();
    private IReadOnlyList<LinkType> types = [];
    private IReadOnlyList<ProductSummary> sources = [];
    private IReadOnlyList<ProductSummary> targets = [];
    private IReadOnlyDictionary<int, string> names = new Dictionary<int, string>();
    private BulkLinksPreview? preview;
    private string? problem;
    private Channel? inBar;
    private long? job;
    // Whether somebody has put products together here; those that were brought along are still where they came from.
    private bool gathered;
    private bool canEdit = true;
    private bool over;
    private bool judging;
    private int asked;

    private KeptDraft Kept => KeptDraft.Of(
        "links:many",
        () => gathered && state.Sources.Count + state.Targets.Count > 0 ? new Gathered([.. state.Sources], [.. state.Targets], state.TypeCode) : null,
        Put,
        () => Put(new Gathered([], [], state.TypeCode)));

    [Inject]
    private BulkLinksService Service { get; set; } = default!;

    [Inject]
    private LinkTypeService LinkTypes { get; set; } = default!;

    [Inject]
    private ProductReader Products { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private ProductHandoff HandOver { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    public void Dispose() => Session.Changed -= ShopChosen;

    protected override async Task OnInitializedAsync()
    {
        inBar = Session.Channel;
        Session.Changed += ShopChosen;
        canEdit = (await Current.GetAsync()).CanAnywhere(Permission.EditLinks);
        types = [.. (await LinkTypes.ListAsync()).Where(type => !type.Retired)];
        state.TypeCode = (types.FirstOrDefault(type => type.Code == state.TypeCode) ?? types.FirstOrDefault())?.Code ?? state.TypeCode;
        BulkLinkPageState.Add(state.Sources, HandOver.Take());
        await ChangedAsync();
    }

    // The same pairs, with names and prices of the shop that is in the bar now.
    private void ShopChosen()
    {
        if (Session.Channel is { } shop && shop != inBar)
        {
            inBar = shop;
            _ = InvokeAsync(() => GestureAsync(ChangedAsync));
        }
    }

    private Task<(IReadOnlyList<int> Ids, IReadOnlyList<string> Unknown)> FindAsync(IReadOnlyList<string> skus) => Products.IdsAsync(Session.Reads, skus);

    private Task AddAsync(List<int> side, IReadOnlyList<int> ids)
    {
        BulkLinkPageState.Add(side, ids);
        gathered = true;
        return ChangedAsync();
    }

    private void Put(Gathered kept)
    {
        state.Clear(state.Sources);
        state.Clear(state.Targets);
        BulkLinkPageState.Add(state.Sources, kept.Sources);
        BulkLinkPageState.Add(state.Targets, kept.Targets);
        state.TypeCode = types.Any(type => type.Code == kept.TypeCode) ? kept.TypeCode : state.TypeCode;
        gathered = kept.Sources.Count + kept.Targets.Count > 0;
    }

    private Task RemoveAsync(List<int> side, int id)
    {
        state.Remove(side, id);
        return ChangedAsync();
    }

    private Task ClearAsync(List<int> side)
    {
        state.Clear(side);
        return ChangedAsync();
    }

    private Task SwapAsync()
    {
        state.Swap();
        return ChangedAsync();
    }

    private Task TypeAsync(string? code)
    {
        state.TypeCode = code ?? state.TypeCode;
        return ChangedAsync();
    }

    private Task OnlyAsync(bool only)
    {
        state.OnlyProblems = only;
        return ChangedAsync();
    }

    private Task ToggleAsync(LinkEnds ends)
    {
        state.Toggle(ends);
        return ChangedAsync();
    }

    /// <summary>Judges every pair again; of several changes in a row only the last counts.</summary>
    private async Task ChangedAsync()
    {
        var mine = ++asked;
        judging = true;
        var (wish, only, actor, scope, channelId) = (state.ToWish(), state.OnlyProblems, await Current.GetAsync(), Session.Reads, Session.Channel?.Id);
        try
        {
            // Off the circuit: SQLite works synchronously.
            var (outcome, from, to, named) = await Task.Run(async () =>
            {
                var judged = wish.SourceIds.Count > 0 && wish.TargetIds.Count > 0 ? await Service.PreviewAsync(wish, actor, onlyProblems: only) : default;
                return (
                    judged, await FirstAsync(wish.SourceIds), await FirstAsync(wish.TargetIds),
                    await Products.NamesAsync(scope, [.. (judged.Value?.Rows ?? []).SelectMany(row => new[] { row.SourceId, row.TargetId }).Distinct()]));
            });
            if (mine == asked)
            {
                (preview, problem, names, sources, targets) = (outcome.Value, outcome.Refusal?.Message, named, from, to);
            }
        }
        finally
        {
            judging = judging && mine != asked;
        }

        async Task<IReadOnlyList<ProductSummary>> FirstAsync(IReadOnlyList<int> ids) =>
            channelId is { } here ? await Products.SummariesAsync(scope, [.. ids.Take(Shown)], here) : [];
    }

    private Task StartAsync() => BusyAsync(async () =>
    {
        var started = await Service.StartAsync(state.ToWish(), await Current.GetAsync());
        if (Feedback.Accepted(started))
        {
            (job, over, gathered) = (started.Value, false, false);
        }
    });

    private Task RestartAsync()
    {
        job = null;
        state.Restart();
        return ChangedAsync();
    }

    private string Name(int id) => names.GetValueOrDefault(id) ?? L["a product"].Value;

    private static string Words(BulkLinksPreview preview)
    {
        var left = preview.Pairs - preview.Making - preview.TakenOut;
        List<string> parts =
        [
            preview.BackName is { } back
                ? L.Count(
                    preview.Making, "{0} to link, with a reverse link ({1})", "{0} to link, each with a reverse link ({1})", back.ToLowerInvariant())
                : L["{0} to link", Formats.Count(preview.Making)],
        ];
        if (left > 0)
        {
            parts.Add(L["{0} skipped", Formats.Count(left)]);
        }

        if (preview.TakenOut > 0)
        {
            parts.Add(L["{0} excluded by you", Formats.Count(preview.TakenOut)]);
        }

        if (preview.Warned > 0)
        {
            parts.Add(L["check {0}", Formats.Count(preview.Warned)]);
        }

        return $"{L.Count(preview.Pairs, "{0} pair", "{0} pairs")}: {string.Join("; ", parts)}.";
    }

    private sealed record Gathered(IReadOnlyList<int> Sources, IReadOnlyList<int> Targets, string TypeCode);
}
