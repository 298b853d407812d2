using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Browse;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Features.Products;

/// <summary>Browse, search and filter the catalogue. The address is the only place where filters live.</summary>
public sealed partial class ProductsPage : IDisposable
{
    // As long as people pause between letters; a database answer takes less.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(140);

    private readonly CancellationTokenSource closed = new();

    // Texts on their way through the address, which come back when others may already have been typed.
    private readonly List<string> echoes = [];
    private ProductsPageState state = new();
    private IReadOnlyList<Category> categories = [];
    private List<ProductListRow>? rows;
    private ProductFacets? facets;
    private string? next;
    private string text = "";
    private bool loading;
    private bool filtersOpen;
    private int asked;
    private int typed;
    private (ProductsPageState State, int? ChannelId)? shown;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    public string? CategoryCode { get; set; }

    [SupplyParameterFromQuery(Name = "with")]
    public string? With { get; set; }

    [SupplyParameterFromQuery(Name = "stock")]
    public string? Stock { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "complete")]
    public string? Complete { get; set; }

    [SupplyParameterFromQuery(Name = "rows")]
    public string? Rows { get; set; }

    [SupplyParameterFromQuery(Name = "shops")]
    public string? Shops { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    [Inject]
    private ProductList List { get; set; } = default!;

    [Inject]
    private StudioStore Store { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    public void Dispose()
    {
        Session.Changed -= ChannelChanged;
        closed.Cancel();
        closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Session.Changed += ChannelChanged;
        await using var db = Store.Read();
        categories = await db.Categories.OrderBy(category => category.Position).ToListAsync();
    }

    protected override Task OnParametersSetAsync()
    {
        state = ProductsPageState.Parse(Query, CategoryCode, With, Stock, Status, Complete, Rows, Shops, Sort);
        if (!echoes.Remove(state.Text) && state.Text != text)
        {
            // Not what was typed here: a link, or a step back. Else the letters typed since must stay.
            text = state.Text;
        }

        return LoadAsync();
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Pressed(bool on) => on ? "true" : "false";

    private void Go(ProductsPageState wanted)
    {
        // The address comes back a moment later; a second click meanwhile goes on from this one.
        state = wanted;
        Navigation.NavigateTo(wanted.ToAddress());
    }

    private void Clear() => Go(new ProductsPageState { Text = state.Text, AllShops = state.AllShops, EverySku = state.EverySku, Sort = state.Sort, Descending = state.Descending });

    private void ClearAll()
    {
        Go(new ProductsPageState());
    }

    // Bound, not value and oninput: only a bound field keeps letters that were typed while an answer was under way.
    private async Task TypedAsync(string? value)
    {
        text = value ?? "";
        var mine = ++typed;
        try
        {
            await Task.Delay(Pause, closed.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (mine == typed)
        {
            // Letters are no steps to go back through. A new text is read best match first.
            var replace = state.Text.Length > 0;
            echoes.Add(text);
            state = state with { Text = text, Sort = ProductSort.Best, Descending = false };
            Navigation.NavigateTo(state.ToAddress(), replace: replace);
        }
    }

    private async Task LoadAsync()
    {
        if (Session.Channel is not { } channel)
        {
            (rows, facets) = ([], new ProductFacets(0, 0, new Dictionary<int, int>(), new Dictionary<CrossSellFacet, int>(), new Dictionary<StockFacet, int>(), new Dictionary<ProductStatus, int>(), 0, 0));
            return;
        }

        if (shown == (state, channel.Id))
        {
            return;
        }

        var mine = ++asked;
        (loading, shown) = (true, (state, channel.Id));
        var request = state.ToRequest(channel.Id, categories);
        var page = await List.PageAsync(request, cancellation: closed.Token);
        if (mine != asked)
        {
            return; // A newer question has its own answer.
        }

        (rows, next) = ([.. page.Rows], page.Next);
        StateHasChanged();
        var counts = await List.FacetsAsync(request, closed.Token);
        if (mine == asked)
        {
            (facets, loading) = (counts, false);
        }
    }

    private async Task MoreAsync()
    {
        if (loading || next is null || Session.Channel is not { } channel)
        {
            return;
        }

        var mine = asked;
        loading = true;
        var page = await List.PageAsync(state.ToRequest(channel.Id, categories), next, cancellation: closed.Token);
        loading = false;
        if (mine == asked)
        {
            rows!.AddRange(page.Rows);
            next = page.Next;
        }
    }

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
