using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.Review;
using CrossSell.Core.Storage;
using CrossSell.Core.Today;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>The builder of one bundle. Edits live in <see cref="BundlePageState"/> and are saved by themselves a moment after the last one.</summary>
public sealed partial class BundlePage
{
    private static readonly TimeSpan SaveDelay = TimeSpan.FromMilliseconds(600);

    private BundlePageState? state;
    private BundleQuote? quote;
    private IReadOnlyList<BundleCheck> checks = [];
    private IReadOnlyList<BundleProblem> problems = [];
    private IReadOnlyList<BundleStandIn> standIns = [];
    private ReviewComment? reviewerComment;
    private BundleAuthor? changedBy;
    private Debouncer saves = default!;
    private string? loadedCode;
    private string? unsaved;
    private DateTimeOffset? savedAt;
    private int? placeId;
    private bool isLoading = true;
    private bool isSaving;
    private bool isMoved;
    private bool isReviewed;
    private Task<bool>? saving;

    [Parameter]
    public string Code { get; set; } = "";

    [Inject]
    private BundleService Bundles { get; set; } = default!;

    [Inject]
    private BundleDrafts Drafts { get; set; } = default!;

    [Inject]
    private BundleList List { get; set; } = default!;

    [Inject]
    private SegmentService Segments { get; set; } = default!;

    [Inject]
    private BrokenBundles Broken { get; set; } = default!;

    [Inject]
    private ReviewQueue Reviews { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    // What is being saved is not news; and until it is known what became of it, nothing stands on firm ground.
    protected override bool CanCatchUp => base.CanCatchUp && !isSaving;

    // What can be saved saves itself while the page is left.
    protected override bool HasUnsaved => state is { IsDirty: true } current && CanEdit && (isMoved || unsaved is not null || current.Conflicts.Count > 0);

    private bool MayEdit => state is { } current && Me is { } actor && current.MayEdit(actor);

    private bool CanEdit => MayEdit && state!.IsEditable;

    private bool CanSubmit => !isMoved && state is { HasProblems: false, Conflicts.Count: 0 } && !checks.Any(check => check.Blocks);

    // A first draft that nobody has reviewed is deleted instead.
    private bool CanRetire => state!.Revision is { State: RevisionState.Approved or RevisionState.Superseded or RevisionState.ChangesRequested }
        or { State: RevisionState.Draft, Number: > 1 } || (isReviewed && state.Revision.State == RevisionState.Draft);

    private bool CanSave => CanEdit && !isMoved && state is { IsDirty: true, Conflicts.Count: 0 };

    private Channel Place => state!.Places.FirstOrDefault(channel => channel.Id == (placeId ?? Session.Channel?.Id)) ?? state.Places[0];

    private (string Tone, string Name) Status => BundleWords.Of(
        BundleList.StatusOf(state!.Bundle, state.Revision, state.Sales.PhaseOf(state.Revision.Id, Place.Id, Time.GetUtcNow())));

    private string SavedWords => (isSaving, state!.IsDirty, HasUnsaved, savedAt) switch
    {
        (_, _, true, _) => L["not saved"].Value,
        (true, _, _, _) => L["saving…"].Value,
        (_, true, _, _) => L["not saved yet"].Value,
        (_, _, _, { } at) => L["saved {0}", Formats.Time(at)].Value,
        _ => "",
    };

    protected override void OnInitialized()
    {
        base.OnInitialized();
        saves = new Debouncer(Time);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (loadedCode != Code)
        {
            await GestureAsync(FlushAsync);
            await LoadAsync();
        }
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        try
        {
            await FlushAsync();
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            // The page is gone: nobody is there to be told.
        }
        finally
        {
            await base.DisposeAsyncCore();
        }
    }

    protected override async Task CatchUpAsync() => await ReadStoredAsync();

    protected override Task ChannelChangedAsync() => state is null ? Task.CompletedTask : ShowAsync();

    private async Task LoadAsync()
    {
        var code = Code;
        (loadedCode, isLoading) = (code, true);
        // SQLite answers without ever letting go: give the page a chance to say that it is loading.
        await Task.Yield();
        await OpenAsync(ReadAsync);
        isLoading = isLoading && code != Code;
    }

    private async Task<string?> ReadAsync()
    {
        var code = Code;
        var bundle = await List.FindAsync(Session.Reads, code);
        var loaded = bundle is null || Session.Channels.Count == 0
            ? null
            : new BundlePageState(bundle, Session.Channels, await List.SalesAsync(Session.Reads, bundle.Id), Time.GetUtcNow());
        if (loaded is not null)
        {
            loaded.Segments = await Segments.ListAsync(Session.Reads);
            reviewerComment = loaded.Revision.State == RevisionState.ChangesRequested
                ? (await Reviews.FindAsync(Session.Reads, loaded.Revision.Id))?.Comments.LastOrDefault()
                : null;
        }

        if (code != Code)
        {
            return null; // Somebody has gone on to another bundle while this one was read.
        }

        (state, isMoved, isReviewed, unsaved, savedAt, changedBy) = (loaded, false, false, null, null, null);
        (problems, standIns) = ([], []);
        if (state is not null)
        {
            await ShowAsync();
        }

        return state is { Bundle.Id: var id } ? FormattableString.Invariant($"bundle:{id}") : null;
    }

    /// <summary>
    /// Brings the draft onto what is stored now. False when it cannot go on from there: the revision was submitted, withdrawn, retired, deleted.
    /// </summary>
    private async Task<bool> ReadStoredAsync()
    {
        if (state is not { } current)
        {
            return false;
        }

        if (await List.FindAsync(Session.Reads, current.Bundle.Code) is not { } stored || !current.Continues(stored))
        {
            if (current.IsDirty)
            {
                isMoved = true;
            }
            else
            {
                await ReadAsync();
            }

            return false;
        }

        current.Sales = await List.SalesAsync(Session.Reads, stored.Id);
        var isBack = isMoved;
        isMoved = false;
        if (current.CatchUp(stored))
        {
            changedBy = await List.AuthorOfAsync(Session.Reads, current.Revision.Id);
            Notice = changedBy is not { } by || by.Id == Me?.Id ? null
                : current.IsDirty ? L["{0} changed this bundle just now; your changes are kept.", by.Name].Value
                : L["{0} changed this bundle just now.", by.Name].Value;
            savedAt = null;
            await ShowAsync();
        }

        if (isBack)
        {
            SaveSoon(); // It is a draft again: what waited can be saved.
        }

        return true;
    }

    private Task ShowPlaceAsync(int channelId)
    {
        placeId = channelId;
        return ShowAsync();
    }

    /// <summary>The figures of the place that is shown, and what is wrong with the revision that its shoppers see now, whichever is being worked on.</summary>
    private async Task ShowAsync()
    {
        await QuoteAsync();
        if (state is not { } current)
        {
            return;
        }

        var place = Place;
        var broken = await Broken.LoadAsync(place.Id);
        // Another bundle, or another shop of it, may be shown by now.
        if (state == current && Place == place)
        {
            var mine = broken.FirstOrDefault(bundle => bundle.Code == current.Bundle.Code);
            (problems, standIns) = (mine?.Problems ?? [], mine?.StandIns ?? []);
        }
    }

    /// <summary>Fetches the figures that are not known yet, and quotes the bundle again.</summary>
    private async Task QuoteAsync()
    {
        if (state is not { } current)
        {
            return;
        }

        foreach (var place in current.Places.Where(place => !current.Knows(place)))
        {
            current.Know(await List.FiguresAsync(Session.Reads, current.Content, place));
        }

        if (state == current)
        {
            quote = current.Quote(Place);
            checks = current.Checks(Time.GetUtcNow());
        }
    }

    private async Task EditedAsync(bool changed)
    {
        if (changed)
        {
            await QuoteAsync();
            SaveSoon();
        }
    }

    private Task UndoAsync() => EditedAsync(state!.Undo());

    private void SaveSoon() => _ = GestureAsync(() => saves.RunAsync(SaveDelay, _ => SaveAsync()));

    /// <summary>Saves until nothing is left; edits that come while it runs are saved by the same loop.</summary>
    /// <returns>Whether everything is saved.</returns>
    private Task<bool> SaveAsync() => saving is { IsCompleted: false } running ? running : saving = SaveAllAsync();

    private async Task<bool> SaveAllAsync()
    {
        isSaving = true;
        try
        {
            while (CanSave && state is { } current)
            {
                StateHasChanged();
                var outcome = await current.SaveAsync(
                    async content => await Bundles.SaveAsync(current.Revision.Id, current.Version, content, await CurrentActor.GetAsync()),
                    saved => saved.Version,
                    ReadStoredAsync);
                if (outcome.IsRefused(out var refusal, out _))
                {
                    // Only another's edit needs a person to choose. A database that is busy or full is tried again with the next edit, or by the button.
                    unsaved = refusal.Code == Refusal.StaleCode && (isMoved || current.Conflicts.Count > 0 || !current.IsDirty) ? null : refusal.Message;
                    break;
                }

                (unsaved, savedAt) = (null, Time.GetUtcNow());
            }
        }
        finally
        {
            isSaving = false;
        }

        return state is { IsDirty: false };
    }

    /// <summary>What was typed last is not lost by leaving the page.</summary>
    private async Task FlushAsync()
    {
        saves.Cancel();
        if (CanSave)
        {
            await SaveAsync();
        }
    }

    private async Task KeepTheirsAsync()
    {
        state!.KeepTheirs();
        await QuoteAsync();
        await SaveAsync();
    }

    private async Task WriteMineAsync()
    {
        state!.WriteMine();
        await SaveAsync();
    }

    // Saved once the last one is chosen.
    private async Task ChosenAsync(ConflictChosen chosen)
    {
        if (chosen.IsMine)
        {
            state!.WriteMine(chosen.Field);
        }
        else
        {
            state!.KeepTheirs(chosen.Field);
        }

        await QuoteAsync();
        await SaveAsync();
    }
}
