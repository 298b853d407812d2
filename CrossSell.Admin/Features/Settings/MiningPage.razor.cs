using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>How a channel's orders are counted, when, and what came of it.</summary>
public sealed partial class MiningPage
{
    private IReadOnlyList<LinkType> types = [];
    private IReadOnlyDictionary<int, string> categories = new Dictionary<int, string>();
    private MiningPolicy state = new();
    private MiningRuns? runs;
    private long? job;
    private bool mayCount;

    [Inject]
    private MiningPolicyService Policies { get; set; } = default!;

    [Inject]
    private LinkTypeService LinkTypes { get; set; } = default!;

    [Inject]
    private MiningJobs Mining { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        var shown = Shown;
        var current = shown is null ? null : await Mining.CurrentAsync(shown);
        if (shown == Shown)
        {
            job = current;
        }
    }

    protected override async Task ReadAsync(ReadScope scope)
    {
        categories = Paths(await Definitions.CategoriesAsync(scope));
        types = [.. (await LinkTypes.ListAsync()).Where(type => !type.Retired)];
    }

    protected override async Task<MiningForm> FindAsync(Channel channel, Actor actor)
    {
        mayCount = actor.Can(Permission.ImportOrders, channel.Id);
        state = await Policies.FindAsync(channel.Id);
        return new MiningForm(state);
    }

    protected override async Task<Outcome<long?>> SaveAsync(MiningForm form, Actor actor) =>
        form.ToPolicy().IsRefused(out var unread, out var policy) ? unread : await Policies.SaveAsync(policy, actor);

    protected override string Saved(Channel channel) => L["Saved the order data settings of {0}.", channel.Name];

    private static string AutoAcceptIsOn =>
        L["After each calculation, pairs that meet all of these become links. They are marked, and all links of one run can be undone together."];

    private string CategoryName(int id) => categories.GetValueOrDefault(id) ?? L["a removed category"].Value;

    private static Dictionary<int, string> Paths(IReadOnlyList<Category> all)
    {
        var byId = all.ToDictionary(category => category.Id);
        return all.Select(category => (category.Id, Name: string.Join(" / ", category.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => byId.GetValueOrDefault(int.Parse(part, CultureInfo.InvariantCulture))?.Name).OfType<string>())))
            .OrderBy(pair => pair.Name, StringComparer.CurrentCulture).ToDictionary(pair => pair.Id, pair => pair.Name);
    }

    private void AddCategory(int? id)
    {
        if (id is { } chosen && Form is { } edited && !edited.AutoCategories.Contains(chosen))
        {
            edited.AutoCategories.Add(chosen);
        }
    }

    private async Task CountAsync()
    {
        if (Shown is { } channel)
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
