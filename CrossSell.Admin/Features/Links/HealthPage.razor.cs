using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Links;

/// <summary>Broken links, by what is wrong with them, and the same help for many of them at once.</summary>
public sealed partial class HealthPage : IDisposable
{
    private readonly HealthPageState state = new();
    private Dictionary<LinkProblem, int> counts = [];
    private List<LinkFinding> rows = [];
    private Channel? seen;
    private long? job;
    private bool over;
    private bool canEdit;
    private bool loading = true;
    private int asked;

    /// <summary>The problem's key.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private LinkHealth Health { get; set; } = default!;

    [Inject]
    private LinkRepairs Repairs { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    // The list is as of now; the counts of a large studio are some seconds old.
    private int Total => Math.Max(counts.GetValueOrDefault(state.Problem), rows.Count);

    protected override async Task OnInitializedAsync()
    {
        seen = Session.Channel;
        Session.Changed += ChannelChosen;
        canEdit = (await Current.GetAsync()).CanAnywhere(Permission.EditLinks);
    }

    protected override Task OnParametersSetAsync()
    {
        state.Show(HealthWords.FromKey(Show) ?? LinkProblem.Dead);
        job = null;
        return LoadAsync();
    }

    public void Dispose() => Session.Changed -= ChannelChosen;

    private void ChannelChosen()
    {
        // A change of theme raises the same event.
        if (Session.Channel != seen)
        {
            seen = Session.Channel;
            _ = InvokeAsync(async () =>
            {
                state.Clear();
                counts = [];
                await LoadAsync();
                StateHasChanged();
            });
        }
    }

    private async Task LoadAsync()
    {
        if (Session.Channel is not { } channel)
        {
            return;
        }

        var mine = ++asked;
        loading = true;
        // Off the circuit: SQLite works synchronously. The list first, for its counts may take longer.
        try
        {
            var found = await Task.Run(() => Health.FindAsync(Session.Reads, channel.Id, state.Problem));
            if (mine != asked)
            {
                return;
            }

            rows = [.. found];
        }
        finally
        {
            loading = loading && mine != asked;
        }

        StateHasChanged();
        // Each as it is known: what is dear to count holds up none of the others.
        await Task.Run(() => Health.CountsAsync(Session.Reads, channel.Id, (problem, count) => _ = InvokeAsync(() =>
        {
            if (mine == asked)
            {
                counts[problem] = count;
                StateHasChanged();
            }
        })));
    }

    private async Task MoreAsync()
    {
        if (Session.Channel is not { } channel || rows.Count == 0)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var (mine, last, wanted) = (asked, rows[^1].Link.Id, state.Problem);
            var more = await Task.Run(() => Health.FindAsync(Session.Reads, channel.Id, wanted, last));
            if (mine == asked)
            {
                rows.AddRange(more);
            }
        });
    }

    private async Task RepairAsync(LinkRepair repair)
    {
        if (Session.Channel is not { } channel)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var zone = TimeZoneInfo.TryFindSystemTimeZoneById(channel.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
            var started = await Repairs.StartAsync(state.ToInput(repair, channel.Id, zone), state.Count(Total), await Current.GetAsync());
            if (Feedback.Accepted(started))
            {
                (job, over) = (started.Value, false);
                state.Clear();
            }
        });
    }

    private Task OverAsync(Job done)
    {
        over = true;
        return LoadAsync();
    }

    private static string Address(LinkProblem problem) => $"{Addresses.LinksHealth}?show={HealthWords.Key(problem)}";

}
