using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Storage;
using CrossSell.Core.Today;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>The builder of one bundle. Edits live in <see cref="BundlePageState"/> and are saved by themselves a moment after the last one.</summary>
public sealed partial class BundlePage
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(600);

    private BundlePageState? state;
    private BundleQuote? quote;
    private IReadOnlyList<BundleCheck> checks = [];
    private IReadOnlyList<BundleProblem> problems = [];
    private ReviewComment? returnedTogether;
    private string? loadedCode;
    private string? conflict;
    private string? unsaved;
    private DateTimeOffset? savedAt;
    private int? placeId;
    private bool isLoading = true;
    private bool isSaving;
    private bool mayEdit;
    private bool canEdit;
    private CancellationTokenSource? waiting;

    [Parameter]
    public string Code { get; set; } = "";

    [Inject]
    private StudioStore Store { get; set; } = default!;

    [Inject]
    private BundleService Bundles { get; set; } = default!;

    [Inject]
    private BundleList List { get; set; } = default!;

    [Inject]
    private SegmentService Segments { get; set; } = default!;

    [Inject]
    private BrokenBundles Broken { get; set; } = default!;

    [Inject]
    private ReviewQueue Reviews { get; set; } = default!;

    [Inject]
    private UndoService Undos { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private Channel Place => state!.Places.FirstOrDefault(channel => channel.Id == (placeId ?? Session.Channel?.Id)) ?? state.Places[0];

    private (string Tone, string Name) Status => BundleWords.Of(BundleList.StatusOf(state!.Bundle, state.Revision, Place, Time.GetUtcNow()));

    private string SavedWords => (isSaving, state!.IsDirty, conflict, savedAt) switch
    {
        (_, _, not null, _) => "not saved",
        (true, _, _, _) => "saving…",
        (_, true, _, _) => "not saved yet",
        (_, _, _, { } at) => $"saved {TimeZoneInfo.ConvertTime(at, BundleSchedule.ZoneOf(Place)):HH:mm}",
        _ => "",
    };

    protected override async Task OnParametersSetAsync()
    {
        if (loadedCode != Code)
        {
            await FlushAsync();
            await LoadAsync();
        }
    }

    public async ValueTask DisposeAsync() => await FlushAsync();

    private async Task LoadAsync()
    {
        (loadedCode, isLoading) = (Code, true);
        // SQLite answers without ever letting go: give the page a chance to say that it is loading.
        await Task.Yield();
        var actor = await CurrentActor.GetAsync();
        var bundle = await List.FindAsync(Session.Reads, Code);
        var loaded = bundle is null || Session.Channels.Count == 0 ? null : new BundlePageState(bundle, Session.Channels);
        if (loaded is not null)
        {
            loaded.Segments = await Segments.ListAsync(Session.Reads);
            var channels = loaded.Content.ChannelIds;
            mayEdit = channels.Count == 0 ? actor.CanAnywhere(Permission.EditBundles) : channels.All(id => actor.Can(Permission.EditBundles, id));
            canEdit = mayEdit && loaded.Revision.IsEditable && loaded.Bundle.RetiredAt is null;
            returnedTogether = loaded.Revision.State == RevisionState.ChangesRequested
                ? (await Reviews.FindAsync(Session.Reads, loaded.Revision.Id))?.Comments.LastOrDefault()
                : null;
        }

        (state, conflict, unsaved, savedAt) = (loaded, null, null, null);
        problems = [];
        if (state is not null)
        {
            await RefreshAsync();
            await FindProblemsAsync();
        }

        isLoading = false;
    }

    private async Task ShowPlaceAsync(int channelId)
    {
        placeId = channelId;
        await RefreshAsync();
        await FindProblemsAsync();
    }

    /// <summary>What is wrong with the revision that shoppers see now, whichever is being worked on.</summary>
    private async Task FindProblemsAsync() =>
        problems = (await Broken.LoadAsync(Place.Id)).FirstOrDefault(bundle => bundle.Code == state!.Bundle.Code)?.Problems ?? [];

    /// <summary>Fetches the figures that are not known yet, and quotes the set anew.</summary>
    private async Task RefreshAsync()
    {
        var current = state!;
        var ids = current.Content.Components.Select(component => component.ProductId).ToArray();
        foreach (var place in current.Places.Where(place => ids.Any(id => !current.Knows(place.Id, id))))
        {
            await using var db = Store.Read(Session.Reads);
            current.Know(place.Id, await BundleQuotes.ProductsAsync(db, ids, place));
        }

        quote = current.Quote(Place);
        checks = current.Checks(Time.GetUtcNow());
    }

    private async Task EditedAsync(bool changed)
    {
        if (changed)
        {
            await RefreshAsync();
            SaveSoon();
        }
    }

    private Task UndoAsync() => EditedAsync(state!.Undo());

    private void SaveSoon()
    {
        waiting?.Cancel();
        waiting = new CancellationTokenSource();
        _ = SaveAfterPauseAsync(waiting.Token);
    }

    private async Task SaveAfterPauseAsync(CancellationToken cancellation)
    {
        await Task.Delay(Debounce, Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!cancellation.IsCancellationRequested)
        {
            await InvokeAsync(async () =>
            {
                await SaveAsync();
                StateHasChanged();
            });
        }
    }

    /// <summary>Saves until nothing is left; edits that come while it runs are saved by the same loop.</summary>
    private async Task<bool> SaveAsync()
    {
        if (isSaving)
        {
            SaveSoon();
            return false;
        }

        isSaving = true;
        try
        {
            while (state is { IsDirty: true } current && canEdit && conflict is null)
            {
                StateHasChanged();
                var content = current.Content;
                if ((await Bundles.SaveAsync(current.Revision.Id, current.Version, content, await CurrentActor.GetAsync()))
                    .IsRefused(out var refusal, out var saved))
                {
                    // Only another's edit needs a person to choose. A database that is busy or full is tried again with the next edit, or by the button.
                    var isStale = refusal.Code == Refusal.StaleCode;
                    (conflict, unsaved) = (isStale ? refusal.Message : null, isStale ? null : refusal.Message);
                    return false;
                }

                unsaved = null;
                current.Accept(content, saved.Version);
                savedAt = Time.GetUtcNow();
            }
        }
        finally
        {
            isSaving = false;
        }

        return conflict is null && unsaved is null;
    }

    /// <summary>What was typed last is not lost by leaving the page.</summary>
    private async Task FlushAsync()
    {
        waiting?.Cancel();
        if (state is { IsDirty: true } current && canEdit && conflict is null && !isSaving)
        {
            await Bundles.SaveAsync(current.Revision.Id, current.Version, current.Content, await CurrentActor.GetAsync());
        }
    }

    private Task SubmitAsync() => DoAsync(async actor =>
    {
        if (await SaveAsync() && Feedback.Accepted(await Bundles.SubmitAsync(state!.Revision.Id, state.Version, actor)))
        {
            Feedback.Say($"{state.Content.Name} waits for review.");
            await LoadAsync();
        }
    });

    private Task WithdrawAsync() => DoAsync(async actor =>
    {
        if (Feedback.Accepted(await Bundles.WithdrawAsync(state!.Revision.Id, state.Version, actor)))
        {
            Feedback.Say("Withdrawn. It is a draft again.");
        }

        await LoadAsync();
    });

    private Task ReviseAsync() => DoAsync(async actor =>
    {
        Feedback.Accepted(await Bundles.ReviseAsync(state!.Bundle.Id, actor));
        await LoadAsync();
    });

    private Task RetireAsync() => DoAsync(async actor =>
    {
        var outcome = await Bundles.RetireAsync(state!.Bundle.Id, actor);
        if (Feedback.Accepted(outcome))
        {
            var changeSet = outcome.Required;
            Feedback.Done($"Retired {state.Content.Name}.", () => InvokeAsync(() => BringBackAsync(changeSet)));
        }

        await LoadAsync();
    });

    private async Task BringBackAsync(long changeSet)
    {
        var outcome = await Undos.UndoAsync(changeSet, await CurrentActor.GetAsync());
        Feedback.TakenBack(outcome);

        await LoadAsync();
        StateHasChanged();
    }

    /// <summary>One click at a time: every click may arrive twice.</summary>
    private Task DoAsync(Func<Actor, Task> action) => BusyAsync(async () =>
    {
        // What was typed last belongs to the revision as it is, before anything is done to it.
        await Js.FlushPendingInputAsync();
        if (state is { IsDirty: true } && canEdit && conflict is null && !await SaveAsync())
        {
            return;
        }

        await action(await CurrentActor.GetAsync());
    });
}
