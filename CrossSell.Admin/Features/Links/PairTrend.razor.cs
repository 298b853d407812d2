using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Affinity;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>
/// How often two products were bought together, month by month, as a small line. It is read after everything else and shown when it is known: no gesture waits
/// for it. Nothing is shown where the shop's orders hold the pair in fewer than two months.
/// </summary>
public sealed partial class PairTrend : IDisposable
{
    private const int Width = 240;
    private const int Height = 40;

    private readonly NewestLoad loads = new();
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<PairMonth> months = [];
    private (int, int, int?) read;

    [Inject]
    private PairMonthsQuery Query { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Parameter, EditorRequired]
    public int AnchorId { get; set; }

    [Parameter, EditorRequired]
    public int CompanionId { get; set; }

    private int Most => months.Max(month => month.Baskets);

    private string Words => L[
        "Baskets with both, by month: {0}",
        string.Join(", ", months.Select(month => $"{Formats.Month(month.Month)} {Formats.Count(month.Baskets)}"))];

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override bool IsGone => gone.IsCancellationRequested;

    protected override Task OnParametersSetAsync()
    {
        var asked = (AnchorId, CompanionId, Session.Channel?.Id);
        if (asked == read || Session.Channel is not { } channel)
        {
            return Task.CompletedTask;
        }

        (read, months) = (asked, []);
        var (scope, anchorId, companionId, stop) = (Session.Reads, AnchorId, CompanionId, gone.Token);
        return loads.RunAsync(async isNewest =>
        {
            try
            {
                // Off the circuit: SQLite works synchronously.
                var found = await Task.Run(() => Query.LoadAsync(scope, channel, anchorId, companionId, stop), stop);
                months = isNewest() ? found : months;
            }
            catch (OperationCanceledException)
            {
                // Another link was selected meanwhile.
            }
        });
    }

    private string Points(int first, int count) => string.Join(' ', months.Skip(first).Take(count).Select((month, i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(double)(first + i) * Width / (months.Count - 1):0.#},{Height - 2 - (Height - 4.0) * month.Baskets / Math.Max(1, Most):0.#}")));
}
