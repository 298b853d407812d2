using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>
/// What somebody wanted beside what is there now, who changed it, and the ways on: for all fields at once or, where the editor can, for each.
/// </summary>
public sealed partial class ConflictChoice
{
    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>
    /// The fields that both changed, with both values as people read them. Fields that only one side changed are merged before this is shown.
    /// </summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ConflictItem> Items { get; set; } = [];

    /// <summary>Who changed it, as <c>FieldAuthor.Name</c> says; null when that is not known.</summary>
    [Parameter]
    public string? Who { get; set; }

    /// <summary>When they did; null when that is not known.</summary>
    [Parameter]
    public DateTimeOffset? When { get; set; }

    /// <summary>What was changed, in the middle of a sentence: "the price of Lumen D7".</summary>
    [Parameter]
    public string? Subject { get; set; }

    /// <summary>Leave what is there now; the person's own value is dropped.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnKeepTheirs { get; set; }

    /// <summary>Write the person's value against the newest version. When that moved once more, show this again with the newer values.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnWriteMine { get; set; }

    /// <summary>One field was chosen, while others wait; without it all are chosen at once.</summary>
    [Parameter]
    public EventCallback<ConflictChosen> OnChosen { get; set; }

    private bool ByField => OnChosen.HasDelegate && Items.Count > 1;

    private string Ago()
    {
        if (When is not { } at)
        {
            return L["meanwhile"];
        }

        var ago = Time.GetUtcNow() - at;
        return ago switch
        {
            { TotalSeconds: < 90 } => L["a moment ago"].Value,
            { TotalMinutes: < 60 } => L.Count((int)ago.TotalMinutes, "{0} minute ago", "{0} minutes ago"),
            _ => L["on {0}", Formats.ShortMoment(at)].Value,
        };
    }

    private Task ChooseAsync(ConflictItem item, bool isMine) => BusyAsync(() => OnChosen.InvokeAsync(new ConflictChosen(item.Field ?? item.Label, isMine)));

    private Task ChooseAsync(EventCallback choice) => BusyAsync(async () => await choice.InvokeAsync());
}
