using CrossSell.Admin.Shared;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Links;

/// <summary>What the links page begins with while no product is chosen: what is worth linking, what was edited last, and the other tasks of links.</summary>
public sealed partial class LinksStart : IDisposable
{
    private const int Bestsellers = 16;
    private const int Recent = 14;

    private enum LinkTask
    {
        Copy,
        Successor,
    }

    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<(ProductSummary Product, int Baskets)>? worth;
    private IReadOnlyDictionary<int, Money> revenue = new Dictionary<int, Money>();
    private IReadOnlyList<CatalogRow> recent = [];
    private LinkTask? open;

    [Inject]
    private LinksStartQuery Query { get; set; } = default!;

    [Inject]
    private CatalogList Catalog { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override bool IsGone => gone.IsCancellationRequested;

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    /// <summary>Each part is shown when it is known; revenue of a large shop takes longest.</summary>
    protected override async Task OnInitializedAsync()
    {
        if (Session.Channel is not { } channel)
        {
            worth = [];
            return;
        }

        var (scope, stop) = (Session.Reads, gone.Token);
        try
        {
            // Off the circuit: SQLite works synchronously.
            worth = await Task.Run(() => Query.WorthLinkingAsync(scope, channel.Id, Bestsellers, stop), stop);
            StateHasChanged();
            var newest = new CatalogQuery { ChannelId = channel.Id, Sort = CatalogSorts.Updated, Descending = true };
            recent = (await Task.Run(() => Catalog.PageAsync(scope, newest, 0, Recent, stop), stop)).Rows;
            StateHasChanged();
            int[] ids = [.. worth.Select(item => item.Product.Id)];
            revenue = await Task.Run(() => Query.RevenueAsync(scope, channel, ids, stop), stop);
        }
        catch (OperationCanceledException)
        {
            // A product was chosen before all was read.
        }
    }

    private void Toggle(LinkTask task) => open = open == task ? null : task;

    private string Expanded(LinkTask task) => open == task ? "true" : "false";
}
