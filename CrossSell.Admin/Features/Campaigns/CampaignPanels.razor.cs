using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Campaigns.CampaignsTexts;

namespace CrossSell.Admin.Features.Campaigns;

/// <summary>The panels of a shop that a campaign changes, before and after.</summary>
public sealed partial class CampaignPanels
{
    private readonly NewestLoad loads = new();
    private IReadOnlyList<CampaignPanel>? panels;
    private (string Code, int Version, int Shop) shown;
    private int shopId;

    [Parameter, EditorRequired]
    public string Code { get; set; } = "";

    /// <summary>Of the campaign: another one has them worked out again.</summary>
    [Parameter, EditorRequired]
    public int Version { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<Channel> Shops { get; set; } = [];

    [Inject]
    private PanelService Panels { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    protected override Task OnParametersSetAsync()
    {
        if (Shops.All(shop => shop.Id != shopId))
        {
            shopId = (Shops.FirstOrDefault(shop => shop.Id == Session.Channel?.Id) ?? Shops.FirstOrDefault())?.Id ?? 0;
        }

        return LoadAsync();
    }

    private Task ChooseAsync(int chosen)
    {
        shopId = chosen;
        return LoadAsync();
    }

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        var wanted = (Code, Version, shopId);
        if (shown == wanted || shopId == 0)
        {
            return;
        }

        shown = wanted;
        var found = await Task.Run(() => Panels.TryCampaignAsync(Session.Reads, wanted.Code, wanted.shopId));
        if (isNewest())
        {
            panels = found;
        }
    });

    private static IReadOnlyList<string> Parts(Panel panel) =>
    [
        .. panel.Offer is { } offer ? [L["bundle {0} for {1}", offer.Name, Formats.Amount(offer.SetPrice)].Value] : Array.Empty<string>(),
        .. panel.Companions.Select(companion => companion.Product.Name),
    ];
}
