using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.ApiKeys.ApiKeysTexts;

namespace CrossSell.Admin.Features.ApiKeys;

/// <summary>The keys with which storefronts and servers ask: made, shown once, and revoked.</summary>
public sealed partial class ApiKeysPage
{
    private readonly ApiKeysPageState state = new();
    private Actor actor = default!;
    private bool creating;
    private ApiKey? paged;

    [Inject]
    private ApiKeyService Keys { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        actor = await CurrentActor.GetAsync();
        state.Load(await Keys.ListAsync(actor));
    }

    private Task RevokeAsync(ApiKey key) => BusyAsync(async () =>
    {
        if (Feedback.Accepted(await Keys.RevokeAsync(key.Id, await CurrentActor.GetAsync())))
        {
            Feedback.Say(L["Revoked {0}.", key.Name]);
        }

        await LoadAsync();
    });
}
