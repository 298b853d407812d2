using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>How a channel prices bundles, and what it may say of their saving.</summary>
public sealed partial class BundlesPage
{
    [Inject]
    private BundleSettingsService Settings { get; set; } = default!;

    private static IReadOnlyList<Choice<SplitBasis>> Bases =>
        [new(SplitBasis.StandalonePrice, L["the price of each part on its own"]), new(SplitBasis.Cost, L["the cost of each part"])];

    protected override async Task<BundlesForm> FindAsync(Channel channel, Actor actor) => new(await Settings.FindAsync(channel.Id), channel);

    protected override async Task<Outcome<long?>> SaveAsync(BundlesForm form, Actor actor) =>
        form.ToSettings().IsRefused(out var unread, out var settings) ? unread : await Settings.SaveAsync(settings, actor);

    protected override string Saved(Channel channel) => L["Saved the bundle settings of {0}.", channel.Name];
}
