using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Compare;

/// <summary>Two to four products side by side, in the channel that is chosen in the bar.</summary>
public sealed partial class ComparePage : IDisposable
{
    private readonly AddressEchoes echoes = new();
    private ComparePageState state = new([]);
    private ProductComparison? comparison;
    private IReadOnlyList<Outcome<PanelAnswer>> panels = [];
    private int asked;

    [Inject]
    private ComparisonQuery Query { get; set; } = default!;

    [Inject]
    private PanelService Panels { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "sku")]
    public string[]? Skus { get; set; }

    [SupplyParameterFromQuery(Name = "only")]
    public string? Only { get; set; }

    public void Dispose() => Session.Changed -= ChannelChanged;

    protected override void OnInitialized() => Session.Changed += ChannelChanged;

    protected override Task OnParametersSetAsync() => echoes.IsNews(Navigation)
        ? ShowAsync(new ComparePageState([.. Skus ?? []], Only == "differences"))
        : Task.CompletedTask;

    private Task ShowAsync(ComparePageState next)
    {
        var same = comparison is not null && next.Skus.Equals(state.Skus) && comparison.Channel.Id == Session.Channel?.Id;
        state = next;
        return same ? Task.CompletedTask : LoadAsync();
    }

    private async Task LoadAsync()
    {
        var mine = ++asked;
        var found = await Query.LoadAsync(Session.Reads, state.Skus, Session.Channel?.Id ?? 0);
        if (mine != asked || found is null)
        {
            return;
        }

        var answers = new List<Outcome<PanelAnswer>>();
        foreach (var product in found.Products)
        {
            answers.Add(await Panels.ResolveFreshAsync(Session.Reads, new PanelQuery(product.Product.Sku, found.Channel.Code)));
        }

        if (mine == asked)
        {
            (comparison, panels) = (found, answers);
        }
    }

    private Task AddAsync(ProductSummary product) => GoAsync(state.Add(product.Sku));

    private Task RemoveAsync(string sku) => GoAsync(state.Remove(sku));

    private Task MoveAsync((string Sku, int By) move) => GoAsync(state.Move(move.Sku, move.By));

    // What is compared stands here, and the address follows: it comes back later than the next choice is made.
    private Task GoAsync(ComparePageState next)
    {
        echoes.Go(Navigation, next.ToAddress(), replace: next.Skus.Equals(state.Skus));
        return ShowAsync(next);
    }

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
