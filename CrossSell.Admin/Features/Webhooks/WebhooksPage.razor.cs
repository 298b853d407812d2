using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Webhooks;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Webhooks.WebhooksTexts;

namespace CrossSell.Admin.Features.Webhooks;

/// <summary>The addresses that are told when something changed: added, tried, switched off, with what became of each message.</summary>
public sealed partial class WebhooksPage
{
    private readonly WebhooksPageState state = new();
    private Actor actor = default!;
    private bool adding;

    [Inject]
    private WebhookService Hooks { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private string ShopOf(Webhook hook) => Session.Channels.FirstOrDefault(channel => channel.Id == hook.ChannelId)?.Name ?? L["a shop that is gone"].Value;

    private async Task LoadAsync()
    {
        actor = await CurrentActor.GetAsync();
        state.Load(await Hooks.ListAsync(actor));
    }

    private Task TestAsync(Webhook hook) => DoAsync(async by => await Hooks.TestAsync(hook.Id, by), L["A test is on its way. Messages shows what came of it."]);

    private Task SwitchAsync(Webhook hook) => DoAsync(
        async by => await Hooks.SwitchAsync(hook.Id, hook.DisabledAt is not null, by), hook.DisabledAt is null ? L["Switched off."] : L["Switched on."]);

    private Task DeleteAsync(Webhook hook) => DoAsync(async by => await Hooks.DeleteAsync(hook.Id, by), L["Webhook deleted."]);

    private Task OpenAsync(Webhook hook) => BusyAsync(async () =>
    {
        state.Deliveries = await Hooks.DeliveriesAsync(hook.Id, await CurrentActor.GetAsync());
        state.Open = hook;
    });

    private Task DoAsync(Func<Actor, Task<Outcome>> act, string done) => BusyAsync(async () =>
    {
        if (Feedback.Accepted(await act(await CurrentActor.GetAsync())))
        {
            Feedback.Say(done);
        }

        await LoadAsync();
    });
}
