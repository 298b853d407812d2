using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Shared.Kit;

/// <summary>The calendar that a date field opens. It has the focus while it is open, and gives it back by Escape.</summary>
public sealed partial class CalendarPane : IAsyncDisposable
{
    private readonly ComponentScript script = new("./Shared/Kit/CalendarPane.razor.js");
    private ElementReference pane;
    private string time = "";
    private bool isWrong;

    [Parameter, EditorRequired]
    public DateTime? Value { get; set; }

    [Parameter]
    public bool HasTime { get; set; }

    [Parameter]
    public DateOnly? Min { get; set; }

    [Parameter]
    public DateOnly? Max { get; set; }

    /// <summary>A day, with the time that stands beside it; null to clear the field.</summary>
    [Parameter, EditorRequired]
    public EventCallback<DateTime?> OnPicked { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    public ValueTask DisposeAsync() => script.LeaveAsync();

    protected override void OnParametersSet() => (time, isWrong) = isWrong ? (time, true) : (Formats.WallTime(Value ?? DateTime.MinValue), false);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await script.LoadAsync(Js))
        {
            await script.InvokeAsync("enter", pane);
        }
    }

    // MudBlazor tells also of what it was given.
    private Task PickedAsync(DateTime? day) => day is { } picked && picked.Date != Value?.Date
        ? OnPicked.InvokeAsync(picked.Date + (Value?.TimeOfDay ?? TimeSpan.Zero))
        : day is not null && !HasTime ? OnClose.InvokeAsync() : Task.CompletedTask;

    private Task TimedAsync(string? typed)
    {
        isWrong = !TypedDates.TryTime(typed, out var read);
        time = typed ?? "";
        return isWrong || Value is not { } day ? Task.CompletedTask : OnPicked.InvokeAsync(day.Date + read.ToTimeSpan());
    }

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;
}
