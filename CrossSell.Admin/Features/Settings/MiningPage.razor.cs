using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Features.Settings;

/// <summary>How a channel's orders are counted, when, and what came of it.</summary>
public sealed partial class MiningPage
{
    private IReadOnlyList<Channel>? channels;
    private IReadOnlyList<LinkType> types = [];
    private IReadOnlyDictionary<int, string> categories = new Dictionary<int, string>();
    private Channel? shown;
    private MiningForm? form;
    private MiningPolicy state = new();
    private Refusal? problem;
    private MiningRuns? runs;
    private long? job;
    private bool mayEdit;
    private bool mayCount;
    private bool busy;

    [SupplyParameterFromQuery(Name = "channel")]
    public string? Code { get; set; }

    [Inject]
    private StudioStore Store { get; set; } = default!;

    [Inject]
    private MiningPolicyService Policies { get; set; } = default!;

    [Inject]
    private MiningJobs Mining { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        job = shown is { } channel ? await Mining.StandingAsync(channel) : null;
    }

    private bool Wrong(string field) => problem?.Field == field;

    private string CategoryName(int id) => categories.GetValueOrDefault(id) ?? "a category that is gone";

    private async Task LoadAsync()
    {
        await using (var db = Store.Read())
        {
            channels = await db.Channels.OrderBy(channel => channel.Id).ToListAsync();
            shown = channels.FirstOrDefault(channel => channel.Code == Code) ?? channels.FirstOrDefault(channel => channel.Id == Session.Channel?.Id) ?? channels.FirstOrDefault();
            categories = Paths(await db.Categories.ToListAsync());
            types = await db.LinkTypes.Where(type => !type.Retired).OrderBy(type => type.Position).ToListAsync();
        }

        problem = null;
        if (shown is { } channel)
        {
            var actor = await CurrentActor.GetAsync();
            (mayEdit, mayCount) = (actor.Can(Permission.Administer, null), actor.Can(Permission.ImportOrders, channel.Id));
            state = await Policies.FindAsync(channel.Id);
            form = new MiningForm(state);
        }
    }

    private static Dictionary<int, string> Paths(List<Category> all)
    {
        var byId = all.ToDictionary(category => category.Id);
        return all.Select(category => (category.Id, Name: string.Join(" / ", category.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => byId.GetValueOrDefault(int.Parse(part, CultureInfo.InvariantCulture))?.Name).OfType<string>())))
            .OrderBy(pair => pair.Name, StringComparer.CurrentCulture).ToDictionary(pair => pair.Id, pair => pair.Name);
    }

    private void AddCategory(string? id)
    {
        if (int.TryParse(id, CultureInfo.InvariantCulture, out var chosen) && form is { } edited && !edited.AutoCategories.Contains(chosen))
        {
            edited.AutoCategories.Add(chosen);
        }
    }

    private async Task SaveAsync()
    {
        if (busy || form is not { } edited || shown is not { } channel)
        {
            return;
        }

        busy = true;
        try
        {
            if (edited.ToPolicy().IsRefused(out var unread, out var policy))
            {
                problem = unread;
                return;
            }

            var outcome = await Policies.SaveAsync(policy, await CurrentActor.GetAsync());
            if (outcome.IsRefused(out var refusal, out var set))
            {
                problem = refusal;
                return;
            }

            await LoadAsync();
            if (set is { } id)
            {
                Feedback.Done($"Saved how the orders of {channel.Name} are counted.", () => InvokeAsync(() => UndoAsync(id)));
            }
            else
            {
                Feedback.Say("Nothing was changed.");
            }
        }
        finally
        {
            busy = false;
        }
    }

    private async Task UndoAsync(long set)
    {
        var undone = await Policies.UndoAsync(set, await CurrentActor.GetAsync());
        Feedback.TakenBack(undone);

        await LoadAsync();
        StateHasChanged();
    }

    private async Task CountAsync()
    {
        if (shown is { } channel)
        {
            var outcome = await Mining.StartAsync(channel.Code, await CurrentActor.GetAsync());
            job = Feedback.Accepted(outcome) ? outcome.Required : null;
        }
    }

    private async Task CountedAsync(Core.Jobs.Job over)
    {
        job = null;
        if (over.State == Core.Jobs.JobState.Failed && over.Problem is { } why)
        {
            Feedback.Warn(why);
        }

        await (runs?.LoadAsync() ?? Task.CompletedTask);
    }
}
