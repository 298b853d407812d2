using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Today;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>All bundles of a shop, or of every shop, with what is wrong with each. What is shown and how stands in the address.</summary>
public sealed partial class BundlesPage : IDisposable
{
    private BundlesPageState state = BundlesPageState.Empty;
    private IReadOnlyList<ListedBundle> shown = [];
    private BundlesView view = new();
    private (int? ChannelId, bool All)? loaded;
    private bool isLoaded;
    private bool mayEdit;
    private readonly AddressEchoes echoes = new();
    private readonly NewestLoad loads = new();

    /// <summary>Whether the address asks for a new bundle.</summary>
    [SupplyParameterFromQuery(Name = "new")]
    public bool IsNew { get; set; }

    [Inject]
    private BundleList List { get; set; } = default!;

    [Inject]
    private BundleSurroundings Surroundings { get; set; } = default!;

    [Inject]
    private BrokenBundles Broken { get; set; } = default!;

    [Inject]
    private SegmentService Segments { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool IsAdding { get; set; }

    private string CountWords => shown.Count == state.All.Count
        ? L.Count(shown.Count, "{0} bundle", "{0} bundles")
        : L["{0} of {1}", Formats.Count(shown.Count), Formats.Count(state.All.Count)];

    protected override void OnInitialized() => Session.Changed += ChannelChanged;

    public void Dispose() => Session.Changed -= ChannelChanged;

    protected override Task OnParametersSetAsync()
    {
        // The page's own addresses come back later than the next letter or choice: only one from elsewhere may replace what is shown.
        if (echoes.IsNews(Navigation))
        {
            view = BundlesView.Parse(new Uri(Navigation.Uri).Query);
            shown = state.Shown(view);
        }

        if (IsNew)
        {
            // Once: anyone who cancels and asks again gets it again.
            IsAdding = true;
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("new", (string?)null), replace: true);
        }

        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (loaded == (Session.Channel?.Id, view.AllShops))
        {
            return;
        }

        loaded = (Session.Channel?.Id, view.AllShops);
        try
        {
            await loads.RunAsync(isNewest => ReadAsync(Session.Channel, view.AllShops, isNewest));
        }
        catch
        {
            loaded = null; // Asked again, it is read again.
            throw;
        }
    }

    private async Task ReadAsync(Channel? shop, bool all, Func<bool> isNewest)
    {
        var actor = await CurrentActor.GetAsync();
        var broken = new List<BrokenBundle>();
        foreach (var place in Session.Channels.Where(place => all || place.Id == shop?.Id))
        {
            broken.AddRange(await Broken.LoadAsync(place.Id));
        }

        var now = Time.GetUtcNow();
        var rows = await List.LoadAsync(Session.Reads, all ? null : shop?.Id, now);
        int[] products = [.. rows.SelectMany(row => row.Quote?.Lines ?? []).Select(line => line.Product.Id).Distinct()];
        var around = await Surroundings.LoadAsync(Session.Reads, 0, products, Session.Channels, now);
        var read = BundlesPageState.Of(rows, broken, around, now, await Segments.ListAsync(Session.Reads));
        if (!isNewest())
        {
            return;
        }

        (state, shown, isLoaded) = (read, read.Shown(view), true);
        mayEdit = shop is not null && actor.Can(Permission.EditBundles, shop.Id);
    }

    private Task GoAsync(BundlesView next)
    {
        (view, shown) = (next, state.Shown(next));
        echoes.Go(Navigation, view.ToAddress(), replace: true);
        return LoadAsync();
    }

    private void ChannelChanged() => _ = InvokeAsync(() => GestureAsync(LoadAsync));
}
