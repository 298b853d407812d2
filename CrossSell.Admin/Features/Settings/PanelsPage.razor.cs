using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Settings;

/// <summary>How the panels of a channel are filled.</summary>
public sealed partial class PanelsPage
{
    [Inject]
    private PanelSettingsService Settings { get; set; } = default!;

    protected override async Task<PanelForm> FindAsync(Channel channel, Actor actor) => new(await Settings.FindAsync(channel.Id));

    protected override async Task<Outcome<long?>> SaveAsync(PanelForm form, Actor actor) =>
        form.ToSettings().IsRefused(out var unread, out var settings) ? unread : await Settings.SaveAsync(settings, actor);

    protected override Task<Outcome<UndoResult>> UndoAsync(long changeSetId, Actor actor) => Settings.UndoAsync(changeSetId, actor);

    protected override string Saved(Channel channel) => $"Saved how the panels of {channel.Name} are filled.";
}
