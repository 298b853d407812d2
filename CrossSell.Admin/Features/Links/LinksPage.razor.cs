using CrossSell.Admin.Shared;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Links;

/// <summary>The links around one product, as a canvas and as a table that can do the same.</summary>
public sealed partial class LinksPage : IAsyncDisposable
{
    /// <summary>The choice to be asked at every drop, among the types of new links.</summary>
    private const string AskForType = "?";

    private readonly LinksPageState state = new();
    private LinkNeighbourhood? around;
    private CanvasModel? model;
    private Panel? panel;
    private HashSet<int> linkedIds = [];
    private string? announcement;
    private bool canEdit;

    // Gestures that are under way or wait their turn.
    private readonly HashSet<object> begun = [];
    private bool loaded;

    [Inject]
    private LinkNeighbourhoods Neighbourhoods { get; set; } = default!;

    [Inject]
    private LinkService Links { get; set; } = default!;

    [Inject]
    private ProductSearch Search { get; set; } = default!;

    [Inject]
    private CanvasPlaces Places { get; set; } = default!;

    [Inject]
    private PanelService Panels { get; set; } = default!;

    [Inject]
    private UndoService Undos { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private UndoTrail Trail { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [SupplyParameterFromQuery]
    public string? Sku { get; set; }

    [SupplyParameterFromQuery]
    public string? View { get; set; }

    [SupplyParameterFromQuery]
    public int? Depth { get; set; }

    [SupplyParameterFromQuery]
    public string? Incoming { get; set; }

    private string CurrentTypeName =>
        around?.Types.FirstOrDefault(type => type.Code == state.TypeCode) is { } type ? type.WordFor(Session.Channel) : state.TypeCode;

    protected override void OnInitialized()
    {
        Session.Changed += ChannelChanged;
        Pulse.Moved += Moved;
        Presence.Changed += PeopleChanged;
    }

    protected override async Task OnParametersSetAsync()
    {
        state.AsTable = View == "table";
        state.Depth = Depth is 2 ? 2 : 1;
        state.ShowsIncoming = Incoming != "no";
        if (!string.Equals(state.Sku, Sku, StringComparison.OrdinalIgnoreCase))
        {
            state.Sku = Sku;
            state.SelectLink(null);
            (announcement, note, drop, news) = (null, null, null, null);
        }

        await LoadAsync();
        await ArriveAsync();
    }

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    private async Task LoadAsync()
    {
        if (state.Sku is not { } sku || Session.Channel is not { } channel)
        {
            (around, loaded) = (null, true);
            return;
        }

        around = await Neighbourhoods.FindAsync(Session.Reads, sku, channel.Id, state.Depth);
        loaded = true;
        if (around is null)
        {
            return;
        }

        canEdit = (await Current.GetAsync()).CanInEach(Permission.EditLinks, around.AnchorChannelIds);
        panel = (await Panels.ResolveFreshAsync(Session.Reads, new PanelQuery(sku, channel.Code))).Value?.Panel;
        around = await Neighbourhoods.WithRulesAsync(Session.Reads, around, ByRules(), channel.Id);
        linkedIds = [.. around.Outgoing.Select(row => row.Link.TargetId), around.Anchor.Id];
        if (state.SelectedLinkId is not null && around.Find(state.SelectedLinkId) is null)
        {
            state.SelectLink(null);
        }

        state.KeepSelected(around.Products.ContainsKey);
        Draw();
    }

    /// <summary>What the anchor's panel has of rules; what it may not show is no candidate.</summary>
    private List<(int ProductId, string Evidence)> ByRules() => [.. (panel?.Trace ?? [])
        .Where(entry => entry.RuleId is not null && entry.Verdict != TraceVerdict.Dropped && entry.ProductId is not null)
        .Select(entry => (entry.ProductId!.Value, entry.Verdict == TraceVerdict.Shown ? entry.Sentence : "A rule offers it"))];

    private void Draw()
    {
        var type = around!.Types.First(item => item.Code == state.TypeCode);
        var now = Time.GetUtcNow();
        CanvasProduct View(ProductSummary product) => new(
            product.Id, product.Sku, product.Name, Addresses.Picture(product.Picture, 320), MoneyWords.Of(product.Price, Session.Channel),
            product.Stock?.ToString("N0", System.Globalization.CultureInfo.CurrentCulture),
            product switch
            {
                { Status: ProductStatus.Archived } => "archived",
                { Status: ProductStatus.Draft } => "draft",
                { Price: null } => "not in this shop",
                { InStock: false } => "out of stock",
                _ => null,
            })
        {
            IsPhoto = ProductPictures.HashOf(product.Picture) is not null,
        };
        CanvasEdge Edge(LinkRow row) => new(
            row.Link.Id, row.Link.SourceId, row.Link.TargetId, row.Type.Code, row.Type.WordFor(Session.Channel), row.Link.Position, row.Type.FillsPanel,
            row.BackType is { } back ? back.WordFor(Session.Channel) : null, LinkWords.Warning(row.Link, now))
        {
            Look = LinkLook.Of(row.Type),
        };
        List<LinkRow> shown = [
            .. around.Outgoing, .. state.ShowsIncoming ? around.Incoming : [],
            .. around.Farther.Where(row => state.ShowsIncoming || !around.ComesFromOutside(row))];
        model = new CanvasModel(
            View(around.Anchor),
            [.. shown.SelectMany(row => new[] { row.Link.SourceId, row.Link.TargetId }).Where(id => id != around.Anchor.Id).Distinct()
                .Select(id => View(around.Products[id]))],
            [.. shown.Select(Edge)],
            [.. around.Candidates.Where(candidate => !linkedIds.Contains(candidate.Product.Id)).Select(candidate => candidate.Source switch
            {
                CandidateSource.Rule => new CanvasGhost(View(candidate.Product), "by rule", candidate.Evidence),
                CandidateSource.Content => new CanvasGhost(View(candidate.Product), "a guess", candidate.Evidence),
                _ => new CanvasGhost(View(candidate.Product), $"{candidate.PairBaskets:N0} baskets"),
            })],
            new CanvasLinkType(
                type.Code, type.WordFor(Session.Channel), LinkWriter.BackTypeOf(type, [.. around.Types]) is { } way ? way.WordFor(Session.Channel) : null,
                state.AsksForType),
            state.SelectedLinkId,
            state.SelectedProductId)
        {
            Options = new CanvasOptions(state.Depth, around.Places),
            SelectedIds = state.SelectedIds,
        };
    }

    private List<LinkRow> Siblings(LinkRow row) =>
        [.. around!.Outgoing.Where(other => row.Type.FillsPanel ? other.Type.FillsPanel : other.Type.Id == row.Type.Id)
            .Where(_ => row.Link.SourceId == around.Anchor.Id)];

    private void Show(Action change)
    {
        change();
        Navigation.NavigateTo(Addresses.Links + state.ToQuery(), replace: true);
    }

    private void TypeChosen(ChangeEventArgs change)
    {
        var chosen = change.Value?.ToString() ?? state.TypeCode;
        state.AsksForType = chosen == AskForType;
        state.TypeCode = state.AsksForType ? state.TypeCode : chosen;
        Draw();
    }

    private void SelectLink(int linkId)
    {
        state.SelectLink(linkId);
        Draw();
    }

    private void ClearSelection()
    {
        state.SelectLink(null);
        Draw();
    }

    private void SelectProduct(int productId)
    {
        state.SelectProduct(productId);
        Draw();
    }

    private void Open(int productId) => Navigation.NavigateTo(Addresses.LinksOf(around!.Products[productId].Sku));

    private Task DrawAsync(DrawnLink drawn) => drawn.Asks || state.AsksForType ? AskTypeAsync(drawn) : DrawAsync(drawn, state.TypeCode);

    private Task DrawAsync(DrawnLink drawn, string typeCode) =>
        WriteAsync((drawn.SourceId, drawn.TargetId), actor => Links.AddAsync(Wanted(drawn.SourceId, drawn.TargetId, typeCode), actor), select: true, drawn);

    private Task AcceptAsync(int productId) => DrawAsync(new DrawnLink(around!.Anchor.Id, productId));

    /// <summary>A candidate that becomes a link says so, with what spoke for it.</summary>
    private NewLink Wanted(int sourceId, int targetId, string typeCode) =>
        sourceId == around!.Anchor.Id && around.Candidates.FirstOrDefault(candidate => candidate.Product.Id == targetId) is { } candidate
            ? new NewLink(
                sourceId, targetId, typeCode, candidate.Source == CandidateSource.Rule ? LinkOrigin.Manual : LinkOrigin.Suggestion, candidate.Evidence)
            : new NewLink(sourceId, targetId, typeCode);

    private Task RemoveAsync(int linkId) => WriteAsync(("remove", linkId), actor => Links.RemoveAsync(linkId, actor), select: false);

    private Task MoveAsync(MovedLink moved) => WriteAsync(moved, actor => Links.MoveAsync(moved.LinkId, moved.BeforeLinkId, actor), select: true);

    private Task ChangeTypeAsync((int LinkId, string TypeCode) change) =>
        WriteAsync(change, actor => Links.ChangeTypeAsync(change.LinkId, change.TypeCode, actor), select: true);

    /// <summary>
    /// Fields are left one after the other: each edit waits for the one before, and changes what that left. Whoever was asked to edit says what was refused.
    /// </summary>
    private async Task<Refusal?> EditAsync(int linkId, Func<LinkEdit, LinkEdit> change)
    {
        Refusal? refused = null;
        await InTurnAsync(() => WriteNowAsync(
            async actor =>
            {
                if (around?.Find(linkId)?.Link is not { } link)
                {
                    return Refusal.NotFound("This link is gone: somebody removed it.");
                }

                return await Links.EditAsync(
                    link.Id, change(
                        new LinkEdit(link.Quantity, link.Note, link.ChannelIds, link.Segment, link.ValidFrom, link.ValidTo, link.State, link.Version)), actor);
            },
            select: true,
            drawn: null,
            refuse: refusal => refused = refusal));
        return refused;
    }

    private async Task TogglePauseAsync(int linkId)
    {
        if (around?.Find(linkId) is not { } row)
        {
            return;
        }

        var state = row.Link.State == LinkState.Active ? LinkState.Paused : LinkState.Active;
        await OnceAsync(("pause", linkId), async () =>
        {
            note = null;
            if (await EditAsync(linkId, edit => edit with { State = state }) is { } refusal)
            {
                Feedback.Refuse(refusal);
            }
        });
    }

    /// <summary>One gesture, one write: a second click on the same while it runs is ignored; anything else waits its turn.</summary>
    private Task WriteAsync(object gesture, Func<Actor, Task<Outcome<LinkWritten>>> write, bool select, DrawnLink? drawn = null) =>
        OnceAsync(gesture, () => InTurnAsync(() => WriteNowAsync(write, select, drawn, Feedback.Refuse)));

    private async Task OnceAsync(object gesture, Func<Task> write)
    {
        if (!begun.Add(gesture))
        {
            return;
        }

        try
        {
            await write();
        }
        finally
        {
            begun.Remove(gesture);
        }
    }

    private async Task WriteNowAsync(Func<Actor, Task<Outcome<LinkWritten>>> write, bool select, DrawnLink? drawn, Action<Refusal> refuse)
    {
        (note, drop, news) = (null, null, null);
        var outcome = await write(await Current.GetAsync());
        if (outcome.IsRefused(out var refusal, out var written))
        {
            announcement = refusal.Message;
            if (drawn is { } tried)
            {
                note = await NoteAsync(refusal, tried);
            }
            else
            {
                refuse(refusal);
            }

            await LoadAsync();
            return;
        }

        Trail.Remember(written.ChangeSetId);
        state.SelectLink(select ? written.LinkId : null);
        announcement = written.Done + ".";
        Feedback.Done(written.Done + ".", () => InvokeAsync(() => UndoAsync(written.ChangeSetId)));
        if (written.Warning is { } warning)
        {
            note = NoteOf(warning, written, drawn);
            announcement += " " + warning;
        }

        await LoadAsync();
    }

    // In line with the edits: one that is typed while this runs waits for it, and is not dropped.
    private Task UndoAsync() => InTurnAsync(() => Trail.NextUndo is { } id ? TakeBackAsync(id, Trail.Undone, again: false) : Task.CompletedTask);

    private Task UndoAsync(long changeSetId) => InTurnAsync(() => TakeBackAsync(changeSetId, Trail.Undone, again: false));

    private Task RedoAsync() => InTurnAsync(() => Trail.NextRedo is { } id ? TakeBackAsync(id, Trail.Redone, again: true) : Task.CompletedTask);

    private async Task TakeBackAsync(long changeSetId, Action<long, long> remember, bool again)
    {
        var outcome = await Undos.UndoAsync(changeSetId, await Current.GetAsync());
        if (outcome.IsRefused(out var refusal, out var result))
        {
            if (!StorageTrouble.Is(refusal))
            {
                Trail.Forget(changeSetId);
            }

            Feedback.Refuse(refusal);
        }
        else
        {
            remember(changeSetId, result.ChangeSetId);
            var done = WithoutUndid(result.Purpose);
            announcement = again ? $"Done again: {done}." : $"Undone: {done}.";
            Feedback.Undone(announcement, result.Conflicts);
        }

        await LoadAsync();
    }

    // Who goes back and forth wants to read what it is about, not how often.
    private static string WithoutUndid(string purpose)
    {
        const string Undid = "Undid: ";
        while (purpose.StartsWith(Undid, StringComparison.Ordinal))
        {
            purpose = purpose[Undid.Length..];
        }

        return purpose;
    }

    /// <summary>The first product of the shop that a name means and that can be linked from this one.</summary>
    private async Task<FoundProduct?> FindAsync(string text, int sourceId)
    {
        var found = await Search.FindAsync(Session.Reads, text, Session.Channel!.Id, 8);
        return found.FirstOrDefault(hit => hit.Id != sourceId && (sourceId != around!.Anchor.Id || !linkedIds.Contains(hit.Id))) is { } hit
            ? new FoundProduct(hit.Id, hit.Name)
            : null;
    }

    private async Task FocusSearchAsync() => await Js.InvokeVoidAsync("crosssell.focus", "[data-page-search]");
}
