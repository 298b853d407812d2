using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shared;

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

    private string Ago(DateTimeOffset at)
    {
        var ago = Time.GetUtcNow() - at;
        return ago switch
        {
            { TotalSeconds: < 90 } => "a moment ago",
            { TotalMinutes: < 60 } => $"{Formats.Count((int)ago.TotalMinutes, "minute")} ago",
            _ => "on " + Formats.ShortMoment(at),
        };
    }

    private Task ChooseAsync(EventCallback choice) => BusyAsync(async () => await choice.InvokeAsync());
}
