using CrossSell.Admin.Shared;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.QuickStart;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using static CrossSell.Admin.Features.Start.StartTexts;

namespace CrossSell.Admin.Features.Start;

/// <summary>
/// From two files of any system to first panels, on one page. What was brought and the job that imports it stand in the address, so that a page that was
/// loaded again goes on.
/// </summary>
public sealed partial class QuickPage : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private readonly AddressEchoes echoes = new();
    private QuickPageState state = new();
    private ShopSettings? guess;
    private ShopVerdict? verdict;
    private int? before;
    // A field that gave its file away is made again, and no other: somebody may be bringing the next one through it.
    private int productDrops;
    private int orderDrops;
    private bool isForOrders;
    private bool isLoaded;
    private bool mayImport;
    private bool mayLink;
    private bool maySetUp;

    /// <summary>Code of the shop; null for the one that is looked at.</summary>
    [SupplyParameterFromQuery(Name = "shop")]
    public string? Code { get; set; }

    [SupplyParameterFromQuery(Name = "job")]
    public long? Job { get; set; }

    /// <summary>A file of products that is on its way in.</summary>
    [SupplyParameterFromQuery(Name = "products")]
    public string? ProductFile { get; set; }

    [SupplyParameterFromQuery(Name = "orders")]
    public string? OrderFile { get; set; }

    [Inject]
    private QuickStartFiles Finder { get; set; } = default!;

    [Inject]
    private QuickStartJobs Jobs { get; set; } = default!;

    [Inject]
    private ShopVerdictQuery Verdicts { get; set; } = default!;

    [Inject]
    private ImportDrafts Drafts { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override bool IsGone => closed.IsCancellationRequested;

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (echoes.IsNews(Navigation))
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var actor = await Current.GetAsync();
        maySetUp = actor.Can(Permission.Administer, null);
        mayLink = actor.CanAnywhere(Permission.EditLinks);
        mayImport = actor.CanAnywhere(Permission.EditCatalog) || actor.CanAnywhere(Permission.ImportOrders);
        var shop = Session.Channels.FirstOrDefault(channel => channel.Code == Code) ?? Session.Channel;
        state = new QuickPageState { Shop = shop, JobId = Job };
        if (state.JobId is null && shop is not null && await Jobs.NewestAsync(shop.Code, actor) is { IsOver: false } open)
        {
            // Left while it was being imported, and opened again.
            state = state with { JobId = open.Id };
        }

        foreach (var (name, isOrders) in new[] { (ProductFile, false), (OrderFile, true) })
        {
            if (name is not null && await Drafts.FindAsync(name, actor) is { } draft
                && (await Finder.RecogniseAsync(draft.File, draft.OriginalName, actor, closed.Token)).Value is { } found)
            {
                state = state.With(found, isOrders);
            }
        }

        await GuessAsync();
        await LoadVerdictAsync();
        isLoaded = true;
    }

    /// <summary>Reads what the shop says now; not while it is being filled.</summary>
    private async Task LoadVerdictAsync() =>
        verdict = state is { Shop: { } shop } && (state.JobId is null || state.IsOver) ? await Verdicts.LoadAsync(Session.Reads, shop.Id) : null;

    private Task TakeAsync(IReadOnlyList<IBrowserFile> files, bool forOrders) => InTurnAsync(async () =>
    {
        isForOrders = forOrders;
        try
        {
            // All of them first: the field that they are read through is gone once there is a file in its place.
            var arrived = new List<(string Kept, string Name)>();
            foreach (var file in files)
            {
                if (await UploadAsync(file, forOrders) is { } kept)
                {
                    arrived.Add((kept, Path.GetFileName(file.Name)));
                }
            }

            foreach (var (kept, name) in arrived)
            {
                await RecogniseAsync(kept, name, forOrders);
            }
        }
        finally
        {
            state = state with { Arriving = null };
        }

        Empty(forOrders);
        await GuessAsync();
        Remember();
    });

    private void Empty(bool isOrders) => _ = isOrders ? orderDrops++ : productDrops++;

    /// <returns>The name under which it is kept; null where it did not arrive.</returns>
    private async Task<string?> UploadAsync(IBrowserFile file, bool forOrders)
    {
        if (file.Size > ExchangeUpload.MostBytes)
        {
            state = state.Refused(L["{0} is larger than 512 MB. Import it on the server: import products FILE.", file.Name], forOrders);
            return null;
        }

        state = state with { Arriving = 0 };
        StateHasChanged();
        var kept = await ExchangeUpload.TakeAsync(file, Drafts, percent =>
        {
            state = state with { Arriving = percent };
            StateHasChanged();
        }, closed.Token);
        if (kept is null)
        {
            state = state.Refused(L["The upload was interrupted. Upload the file again."], forOrders);
        }

        return kept;
    }

    private async Task RecogniseAsync(string kept, string name, bool forOrders)
    {
        var actor = await Current.GetAsync();
        if ((await Finder.RecogniseAsync(kept, name, actor, closed.Token)).IsRefused(out var refusal, out var found))
        {
            // It says what to do with the file. The other one stays.
            File.Delete(Drafts.PathOfFile(kept));
            state = state.Refused($"{name}: {refusal.Message}", forOrders);
            return;
        }

        await Drafts.SaveAsync(new ImportDraft(kept, name, actor.Id), actor, closed.Token);
        state = state.With(found, forOrders);
    }

    private async Task RemoveAsync(bool isOrders)
    {
        state = state.Without(isOrders);
        Empty(isOrders);
        await GuessAsync();
        Remember();
    }

    // Only a shop that is not there yet is guessed.
    private async Task GuessAsync() => guess = state.Shop is null && state.Files.Count > 0
        ? await Finder.GuessAsync(state.Files.Select(file => file.File), StartShop.Usual() with { Name = L["My shop"] }, closed.Token)
        : null;

    private async Task ChooseShopAsync(string? code)
    {
        state = state with { Shop = Session.Channels.FirstOrDefault(channel => channel.Code == code) ?? state.Shop };
        await LoadVerdictAsync();
        Remember();
    }

    private async Task MadeAsync(int channelId)
    {
        await Session.ReloadAsync();
        if (Session.Channels.FirstOrDefault(channel => channel.Id == channelId) is { } made)
        {
            await Session.ChooseChannelAsync(made.Code);
            state = state with { Shop = made };
            await StartAsync();
        }
    }

    private async Task StartAsync()
    {
        if (state is not { Shop: { } shop, MayStart: true })
        {
            return;
        }

        var started = await Jobs.StartAsync(ImportTurns.Of(state.Files, shop.Code, newAreActive: true), shop.Code, await Current.GetAsync(), closed.Token);
        if (Feedback.Accepted(started))
        {
            verdict = null;
            state = new QuickPageState { Shop = shop, JobId = started.Value };
            Remember();
        }
    }

    private async Task OverAsync(Job over)
    {
        state = state with { IsOver = true };
        before = JobReport.Of(over)?.Figures.FirstOrDefault(figure => figure.Name == QuickStartJobs.Before) is { } figure ? (int)figure.Count : null;
        await LoadVerdictAsync();
    }

    private async Task AgainAsync()
    {
        state = new QuickPageState { Shop = state.Shop };
        before = null;
        Remember();
        await LoadVerdictAsync();
    }

    private void Remember() => echoes.Go(Navigation, Addresses.StartShopOf(
        state.Shop?.Code, state.JobId, state.JobId is null ? state.Products.File?.File : null, state.JobId is null ? state.Orders.File?.File : null));
}
