using System.Globalization;
using CrossSell.Core.Webhooks;
using static CrossSell.Admin.Features.Webhooks.WebhooksTexts;

namespace CrossSell.Admin.Features.Webhooks;

/// <summary>The webhooks of the person's shops, and which one is looked at.</summary>
public sealed class WebhooksPageState
{
    /// <summary>Null until they are read.</summary>
    public IReadOnlyList<ListedWebhook>? All { get; private set; }

    public int On => All?.Count(item => item.Hook.DisabledAt is null) ?? 0;

    /// <summary>The one whose deliveries are shown.</summary>
    public Webhook? Open { get; set; }

    /// <summary>Of the open one, the newest first.</summary>
    public IReadOnlyList<WebhookDelivery> Deliveries { get; set; } = [];

    /// <summary>The one that somebody is asked about before it is deleted.</summary>
    public Webhook? AskedAbout { get; set; }

    public void Load(IReadOnlyList<ListedWebhook> hooks)
    {
        All = hooks;
        Open = Find(Open);
        AskedAbout = Find(AskedAbout);
    }

    public static string Said(WebhookTopics topic) => topic switch
    {
        WebhookTopics.Panels => L["panels"],
        WebhookTopics.Links => L["links"],
        WebhookTopics.Bundles => L["bundles and campaigns"],
        WebhookTopics.Products => L["products, prices and stock"],
        WebhookTopics.None => L["test"],
        _ => string.Join(" · ", WebhookRules.Each.Where(one => topic.HasFlag(one)).Select(Said)),
    };

    /// <summary>What became of a delivery.</summary>
    public static string Said(WebhookDelivery delivery) => delivery switch
    {
        { DeliveredAt: not null } => L["delivered"],
        { DueAt: null } => L["given up"],
        { Attempts: 0 } => L["waiting"],
        _ => L["failed, will be tried again"],
    };

    /// <summary>What the address answered last; empty before the first attempt.</summary>
    public static string Answer(WebhookDelivery delivery) => delivery switch
    {
        { Status: { } status } => L["answered {0}", status.ToString(CultureInfo.InvariantCulture)],
        { Problem: "private" } => L["is in a private network"],
        { Problem: "slow" } => L["took longer than 10 seconds"],
        { Problem: not null } => L["cannot be reached"],
        _ => "",
    };

    private Webhook? Find(Webhook? hook) => hook is null ? null : All?.FirstOrDefault(item => item.Hook.Id == hook.Id)?.Hook;
}
