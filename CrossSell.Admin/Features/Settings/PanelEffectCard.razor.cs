using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Settings;

/// <summary>
/// What settings would do to a sample of panels. The sample is read once, when somebody asks for it; from then on each change of the form is answered from
/// memory.
/// </summary>
public sealed partial class PanelEffectCard : IDisposable
{
    private const int MostChanges = 3;

    private PanelSample? sample;
    private PanelEffect? effect;
    private CancellationTokenSource? reading;
    private string? shown;
    private (int Channel, PanelPlacement? Placement, int? Category) place;
    private bool isGone;

    [Parameter, EditorRequired]
    public PanelForm Form { get; set; } = default!;

    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    /// <summary>Null is every placement: then product pages are looked at.</summary>
    [Parameter]
    public PanelPlacement? Placement { get; set; }

    /// <summary>Null is every category.</summary>
    [Parameter]
    public int? CategoryId { get; set; }

    [Inject]
    private PanelService Panels { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    protected override bool IsGone => isGone;

    private PanelPlacement At => Placement ?? PanelPlacement.ProductPage;

    private string? Unsaved => Form.IsPlace
        ? Form.ToScope().Value is { } scope ? UnsavedPanels.Write(scope) : null
        : Form.ToSettings().Value is { } settings ? UnsavedPanels.Write(settings) : null;

    public void Dispose()
    {
        isGone = true;
        Cancel();
    }

    protected override void OnParametersSet()
    {
        if (place != (Channel.Id, Placement, CategoryId))
        {
            Cancel();
            (place, sample, effect, shown) = ((Channel.Id, Placement, CategoryId), null, null, null);
        }

        Measure();
    }

    // Of a hundred panels some milliseconds, and only when something else is typed.
    private void Measure()
    {
        if (sample is not { } panels || Unsaved is var typed && typed == shown)
        {
            return;
        }

        shown = typed;
        effect = typed is null ? null : Form.IsPlace ? panels.With(Form.ToScope().Required) : panels.With(Form.ToSettings().Required);
    }

    private async Task StartAsync()
    {
        if (reading is not null)
        {
            return;
        }

        using var stop = reading = new CancellationTokenSource();
        try
        {
            StateHasChanged();
            // A database on a file answers without letting go: the page goes on meanwhile.
            var (reads, channel, at, category) = (Session.Reads, Channel.Id, At, CategoryId);
            var found = await Task.Run(() => Panels.SampleAsync(reads, channel, at, category, stop.Token), stop.Token);
            if (!stop.IsCancellationRequested)
            {
                sample = found.Value;
                Measure();
            }
        }
        finally
        {
            reading = null;
        }
    }

    private void Cancel() => reading?.Cancel();
}
