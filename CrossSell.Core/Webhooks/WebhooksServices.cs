using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Webhooks;

/// <summary>What this room registers: its services.</summary>
internal static class WebhooksServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) =>
        services
            .AddSingleton<WebhookSecrets>()
            .AddSingleton<WebhookService>()
            .AddSingleton<WebhookSender>();
}
