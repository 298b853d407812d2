using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>
/// Browse, search, filter and pick in the catalogue. The address is the only place where the state lives; what is picked and where one scrolled is the tab's
/// own.
/// </summary>
public sealed partial class ProductsPage : IAsyncDisposable
{
    // Shorter than people pause between words; with the answer it stays under what is felt as waiting.
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(80);

    // A bulk edit is many writes; its rows are read again some times a second, not for each of them.
    private static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource closed = new();
    // Taken while there is one: what waits for the database when the page is left asks for it afterwards.
    private CancellationToken leaving;
    // Addresses on their way through the browser, which come back when others may already have been asked for.
    private readonly List<ProductsPageState> echoes = [];
    private readonly ComponentScript script = new("./Features/Products/ProductsPage.razor.js");
    private ProductRows rows = default!;
    private Debouncer? searches;
    private ProductsPageState state = new();
    private ProductTable? table;
    private CatalogFacets? facets;
    private CatalogQuery? counted;
    private CancellationTokenSource? underWay;
    private DotNetObjectReference<ProductsPage>? self;
    private ElementReference root;
    private ElementReference filterButton;
    private string text = "";
    private string? lookedAt;
    private bool loading;
    private bool filtersOpen;
    private bool canEdit;
    private bool canCreate;
    private int stale;

    [Inject]
    private CatalogList List { get; set; } = default!;

    [Inject]
    private CatalogIndex Index { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private IReadOnlyList<FilterChip> Chips => FilterChip.Of(state, facets, Session.Channel, isCounting: counted != ProductRows.Unsorted(rows.Asked));

    protected override bool IsGone => leaving.IsCancellationRequested;

    public async ValueTask DisposeAsync()
    {
        // First of all: what was typed last must not lead back to a page that is left.
        searches?.Dispose();
        Session.Changed -= ChannelChanged;
        Index.Changed -= CatalogChanged;
        Navigation.LocationChanged -= AddressChanged;
        await closed.CancelAsync();
        await script.LeaveAsync("detach", root);
        self?.Dispose();
        underWay?.Dispose();
        closed.Dispose();
    }

    /// <summary>Called by the script when something was pasted into the search box.</summary>
    /// <returns>False when it is no list of SKUs, and belongs into the box.</returns>
    [JSInvokable]
    public Task<bool> PastedAsync(string pasted) => GestureAsync(
        async () =>
        {
            if (!SkuList.LooksLikeOne(pasted))
            {
                return false;
            }

            await PasteAsync(SkuList.Read(pasted));
            return true;
        },
        otherwise: false);

    protected override async Task OnInitializedAsync()
    {
        leaving = closed.Token;
        rows = new ProductRows(
            (query, skip, take, cancellation) => List.PageAsync(Session.Reads, query, skip, take, cancellation),
            (selection, cancellation) => List.IdsAsync(Session.Reads, selection, cancellation));
        searches = new Debouncer(Time);
        Session.Changed += ChannelChanged;
        Index.Changed += CatalogChanged;
        Navigation.LocationChanged += AddressChanged;
        state = ProductsPageState.Parse(new Uri(Navigation.Uri).Query);
        text = state.Text;
        await LoadRightsAsync();
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await script.LoadAsync(Js);
            await script.InvokeAsync("attach", root, self);
        }
    }

    private static string Pressed(bool on) => on ? "true" : "false";

    private Task GoAsync(ProductsPageState wanted, bool replace = false)
    {
        // As the address will say it, so that its echo is known.
        wanted = ProductsPageState.Parse(wanted.ToQuery());
        if (wanted == state)
        {
            return Task.CompletedTask;
        }

        // The list does not wait for the address: that takes a way to the browser and back.
        state = wanted;
        echoes.Add(wanted);
        Navigation.NavigateTo(wanted.ToAddress(), replace: replace);
        if (!replace || wanted.Text != text)
        {
            text = wanted.Text;
        }

        return LoadAsync();
    }

    private void AddressChanged(object? sender, LocationChangedEventArgs change)
    {
        var uri = new Uri(change.Location);
        if (uri.AbsolutePath != new Uri(new Uri(Navigation.BaseUri), Addresses.Products).AbsolutePath)
        {
            return;
        }

        _ = InvokeAsync(async () =>
        {
            var wanted = ProductsPageState.Parse(uri.Query);
            if (echoes.IndexOf(wanted) is var echo and >= 0)
            {
                echoes.RemoveRange(0, echo + 1);
                return;
            }

            // Not from here: a link, or a step back.
            echoes.Clear();
            (state, text) = (wanted, wanted.Text);
            searches?.Cancel();
            await LoadAsync();
            StateHasChanged();
        });
    }

    // Bound, not value and oninput: only a bound field keeps letters that were typed while an answer was under way.
    private Task TypedAsync(string? value)
    {
        text = value ?? "";
        return searches!.RunAsync(Debounce, _ => SearchAsync());
    }

    // Who presses Enter has typed all of it.
    private Task SearchKeyAsync(KeyboardEventArgs key)
    {
        if (key.Key != "Enter" || text == state.Text)
        {
            return Task.CompletedTask;
        }

        searches?.Cancel();
        return SearchAsync();
    }

    // Letters are no steps to go back through. A new text is read best match first.
    private Task SearchAsync() => GoAsync(state with { Text = text, Sort = CatalogSorts.Best, Descending = false }, replace: state.Text.Length > 0);

    private Task PasteAsync(EquatableList<string> skus)
    {
        if (skus.Count > ProductsPageState.MostSkus)
        {
            Feedback.Warn(L[
                "The first {0} of {1} SKUs are shown: the address cannot hold a longer list.",
                Formats.Count(ProductsPageState.MostSkus), Formats.Count(skus.Count)]);
            skus = [.. skus.Take(ProductsPageState.MostSkus)];
        }

        // A list is looked for as it is: what was searched for before has nothing to do with it.
        return GoAsync(state with { Skus = skus, Text = "" });
    }

    private async Task LoadRightsAsync()
    {
        var actor = await CurrentActor.GetAsync();
        (canEdit, canCreate) = (actor.Can(Permission.EditCatalog, Session.Channel?.Id), actor.CanAnywhere(Permission.EditCatalog));
    }

    private async Task LoadAsync(bool again = false)
    {
        if (IsGone)
        {
            return;
        }

        if (Session.Channel is not { } channel)
        {
            await rows.Window.AskAsync(new CatalogQuery { ChannelId = 0 }, 0, 1);
            return;
        }

        var request = state.ToRequest(channel);
        if (request == rows.Asked && !again)
        {
            return;
        }

        var isOther = request != rows.Asked;
        underWay?.Cancel();
        var mine = underWay = CancellationTokenSource.CreateLinkedTokenSource(leaving);
        var stop = mine.Token;
        loading = isOther;
        if (rows.Window.Head is null && Index.Reading is not null)
        {
            _ = TellReadingAsync();
        }

        try
        {
            if (!await rows.AskAsync(request, stop))
            {
                return;
            }

            loading = false;
            StateHasChanged();
            if (isOther && table is not null)
            {
                await table.TopAsync();
            }

            if (ProductRows.Unsorted(request) != counted || again)
            {
                // Off the circuit: counting a million takes longer than a step of the wheel.
                var counts = await Task.Run(() => List.FacetsAsync(Session.Reads, request, stop), stop);
                if (rows.Asked == request)
                {
                    (facets, counted) = (counts, ProductRows.Unsorted(request));
                    StateHasChanged();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A newer question has its own answer.
        }
        finally
        {
            if (underWay == mine)
            {
                loading = false;
            }
        }
    }

    private Task RefreshAsync() => LoadAsync(again: true);

    // Others change products too: what is in view follows, without losing the place, the focus or what is picked. Raised on any thread, and in bursts.
    private void CatalogChanged()
    {
        if (Interlocked.Exchange(ref stale, 1) == 0)
        {
            _ = FollowAsync();
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            await Task.Delay(Throttle, Time, leaving);
            await InvokeAsync(async () =>
            {
                Interlocked.Exchange(ref stale, 0);
                if (rows.Window.Head is { } head && head.State != Index.Version)
                {
                    await RefreshAsync();
                    StateHasChanged();
                }
            });
        }
        catch (Exception problem) when (problem is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
        catch (Exception problem)
        {
            await DispatchExceptionAsync(problem);
        }
    }

    private void Open(CatalogRow row) => Navigation.NavigateTo(Addresses.Product(row.Product.Sku));

    private void Look(CatalogRow row) => lookedAt = row.Product.Sku;

    // From a row whose drawer is open already, before the drawer has taken the focus.
    private bool LeaveLook()
    {
        if (lookedAt is null)
        {
            return false;
        }

        lookedAt = null;
        StateHasChanged();
        return true;
    }

    private Task CloseLookAsync()
    {
        lookedAt = null;
        return table?.FocusAsync() ?? Task.CompletedTask;
    }

    // On to the row beside; at an end there is nothing to go on to.
    private EventCallback Step(int by) => rows.Place.Active + by is var index && index >= 0 && index < rows.Place.Total && table is not null
        ? EventCallback.Factory.Create(this, async () =>
        {
            if (await table.GoAsync(index) is { } row)
            {
                Look(row);
            }
        })
        : default;

    private async Task<Facet?> WholeAsync(string key) =>
        rows.Asked is { } query ? await Task.Run(() => List.FacetAsync(Session.Reads, query, key, closed.Token), closed.Token) : null;

    // A large studio has to be read once after its start: who waits sees how far it is.
    private async Task TellReadingAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(400));
        try
        {
            while (rows.Window.Head is null && await timer.WaitForNextTickAsync(closed.Token))
            {
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // Gone elsewhere.
        }
    }

    private async Task CloseFiltersAsync()
    {
        filtersOpen = false;
        await filterButton.FocusAsync();
    }

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        await LoadRightsAsync();
        await LoadAsync();
        StateHasChanged();
    });
}
