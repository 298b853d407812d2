using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.ApiKeys;

/// <summary>From which pages a publishable key may be used.</summary>
public sealed partial class KeyOriginsDialog
{
    private string text = "";
    private string? problem;

    /// <summary>The key.</summary>
    [Parameter, EditorRequired]
    public ApiKey Key { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    /// <summary>It was saved.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDone { get; set; }

    [Inject]
    private ApiKeyService Keys { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    protected override void OnInitialized() => text = (Key.AllowedOrigins ?? "").Replace(' ', '\n');

    private Task SaveAsync() => BusyAsync(async () =>
    {
        problem = (await Keys.AllowOriginsAsync(Key.Id, text, await CurrentActor.GetAsync())).Refusal?.Message;
        if (problem is null)
        {
            await OnDone.InvokeAsync();
            await OnClose.InvokeAsync();
        }
    });
}
