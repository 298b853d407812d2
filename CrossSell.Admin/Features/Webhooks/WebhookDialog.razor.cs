using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.People;
using CrossSell.Core.Webhooks;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Webhooks.WebhooksTexts;

namespace CrossSell.Admin.Features.Webhooks;

/// <summary>Adds a webhook and shows its secret, once.</summary>
public sealed partial class WebhookDialog
{
    private string address = "";
    private int? shop;
    private WebhookTopics topics = WebhookTopics.All;
    private string? problem;
    private CreatedWebhook? created;

    /// <summary>Who adds it.</summary>
    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnAdded { get; set; }

    [Inject]
    private WebhookService Hooks { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    private Choice<int?>[] Shops =>
    [
        new(null, L["Choose a shop"]),
        .. Session.Channels.Where(channel => Actor.Can(Permission.Administer, channel.Id)).Select(channel => new Choice<int?>(channel.Id, channel.Name)),
    ];

    private void Type(string? text) => address = text ?? "";

    private void Choose(WebhookTopics topic, bool isChosen) => topics = isChosen ? topics | topic : topics & ~topic;

    private Task AddAsync() => BusyAsync(async () =>
    {
        var added = await Hooks.AddAsync(shop, address, topics, await CurrentActor.GetAsync());
        (problem, created) = (added.Refusal?.Message, added.Value);
        if (created is not null)
        {
            await OnAdded.InvokeAsync();
        }
    });
}
