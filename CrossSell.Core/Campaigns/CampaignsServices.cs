using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Campaigns;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class CampaignsServices
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services) =>
        services
            .AddSingleton<CampaignService>()
            .AddSingleton<CampaignReview>()
            .AddSingleton<CampaignList>();
}
