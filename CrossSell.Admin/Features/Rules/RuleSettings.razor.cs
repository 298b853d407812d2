using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Rules;

/// <summary>Order and limit, and where and when the rule works.</summary>
public sealed partial class RuleSettings
{
    [Parameter, EditorRequired]
    public RulePageState State { get; set; } = default!;

    [Parameter]
    public EventCallback OnEdited { get; set; }

    [Parameter]
    public EventCallback<int> OnPlace { get; set; }

    private RuleDraft Draft => State.Draft;

    private int[] First => State.Shops.Chosen is { } channel ? [channel.Id] : [];

    private string? Invalid(string field) => State.FieldProblems.ContainsKey(field) ? "true" : null;

    private string? Describe(string field) => State.FieldProblems.ContainsKey(field) ? $"problem-{field}" : null;

    private async Task EditAsync(Func<RuleDraft, RuleDraft> change, string? key = null)
    {
        if (State.Editor.Edit(change, key))
        {
            await OnEdited.InvokeAsync();
        }
    }

    private Task ShopsAsync(IEnumerable<int> ids) => EditAsync(draft => draft with { ChannelIds = [.. ids] });

    // Without any it would serve all: the last one stays.
    private Task ShopAsync(int id, bool serves)
    {
        var ids = (serves ? Draft.ChannelIds.Append(id) : Draft.ChannelIds.Where(other => other != id)).Distinct().Order().ToArray();
        return ids.Length == 0 ? Task.CompletedTask : ShopsAsync(ids);
    }
}
