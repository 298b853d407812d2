using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Settings;

/// <summary>What was counted when in one shop, and what came of it.</summary>
public sealed partial class MiningRuns
{
    private const int Page = 10;

    private readonly HashSet<int> opened = [];
    private readonly NewestLoad loads = new();
    private IReadOnlyList<MiningRun>? runs;
    private int loadedFor;
    private int take = Page;
    private bool more;

    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    /// <summary>Whether links that a count accepted by itself may be taken back here.</summary>
    [Parameter]
    public bool MayTakeBack { get; set; }

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private MiningRunList List { get; set; } = default!;

    [Inject]
    private UndoService Undo { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    /// <summary>Reads again, for when a count is over.</summary>
    public Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        var wanted = take;
        var found = await List.LoadAsync(Session.Reads, Channel.Id, wanted + 1);
        if (isNewest())
        {
            (runs, more) = ([.. found.Take(wanted)], found.Count > wanted);
            StateHasChanged();
        }
    });

    protected override Task OnParametersSetAsync()
    {
        if (loadedFor == Channel.Id)
        {
            return Task.CompletedTask;
        }

        (loadedFor, take) = (Channel.Id, Page);
        return LoadAsync();
    }

    private void Toggle(int id)
    {
        if (!opened.Remove(id))
        {
            opened.Add(id);
        }
    }

    private Task MoreAsync()
    {
        take += Page;
        return LoadAsync();
    }

    private Task TakeBackAsync(long set) => BusyAsync(async () =>
    {
        var undone = await Undo.UndoAsync(set, await CurrentActor.GetAsync());
        Feedback.TakenBack(undone);
    });
}
