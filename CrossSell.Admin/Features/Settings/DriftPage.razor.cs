using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Drift;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>From when on an approved bundle of a shop counts as changed, and what happens then.</summary>
public sealed partial class DriftPage
{
    [Inject]
    private DriftPolicyService Policies { get; set; } = default!;

    private static IReadOnlyList<Choice<DriftPause>> Pauses =>
    [
        new(DriftPause.Never, L["stays on sale and is marked"]),
        new(DriftPause.UntilGone, L["is paused until the causes are gone"]),
        new(DriftPause.UntilReleased, L["is paused until a manager puts it back on sale"]),
    ];

    protected override async Task<DriftForm> FindAsync(Channel channel, Actor actor) => new(await Policies.FindAsync(actor.Reads, channel.Id));

    protected override async Task<Outcome<long?>> SaveAsync(DriftForm form, Actor actor) =>
        form.ToPolicy().IsRefused(out var unread, out var policy) ? unread : await Policies.SaveAsync(policy, actor);

    protected override string Saved(Channel channel) => L["Saved what is watched in {0}.", channel.Name];
}
