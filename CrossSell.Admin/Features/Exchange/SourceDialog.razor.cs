using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Sources;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>An address to fetch a file from: written, tried as a file that a person brings, and saved.</summary>
public sealed partial class SourceDialog : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private string? problem;
    private string? arriving;

    [Parameter, EditorRequired]
    public SourceForm Form { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    /// <summary>It was saved.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnSaved { get; set; }

    [Inject]
    private SourceService Sources { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override bool IsGone => closed.IsCancellationRequested;

    private IReadOnlyList<Choice<int?>> Shops =>
        [new(null, L["the shop that the file names"]), .. Session.Channels.Select(channel => new Choice<int?>(channel.Id, channel.Name))];

    private static IReadOnlyList<Choice<int>> Hours => [.. Enumerable.Range(0, 24).Select(hour => new Choice<int>(hour, $"{hour:00}:00"))];

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    private Task SaveAsync() => BusyAsync(async () =>
    {
        var saved = await Sources.SaveAsync(Form.ToEdit(), await Current.GetAsync());
        problem = saved.Refusal?.Message;
        if (saved.IsDone)
        {
            await OnSaved.InvokeAsync();
        }
    });

    /// <summary>Fetches the file and goes on with it as with one that was dropped: columns, check, and nothing changes before it is confirmed.</summary>
    private Task TryAsync() => BusyAsync(async () =>
    {
        arriving = L["Downloading"];
        StateHasChanged();
        try
        {
            var tried = await Sources.TryAsync(Form.ToEdit(), await Current.GetAsync(), cancellation: closed.Token);
            problem = tried.Refusal?.Message;
            if (tried.Value is { } file)
            {
                await OnClose.InvokeAsync();
                Navigation.NavigateTo($"{Addresses.Exchange}?file={file}");
            }
        }
        finally
        {
            arriving = null;
        }
    });
}
