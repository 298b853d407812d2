using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>How the panels of a channel are filled.</summary>
public sealed partial class PanelsPage
{
    [Inject]
    private PanelSettingsService Settings { get; set; } = default!;

    [Inject]
    private PanelLayers Layers { get; set; } = default!;

    protected override async Task<PanelForm> FindAsync(Channel channel, Actor actor) => new(await Settings.FindAsync(channel.Id), Layers);

    protected override async Task<Outcome<long?>> SaveAsync(PanelForm form, Actor actor) =>
        form.ToSettings().IsRefused(out var unread, out var settings) ? unread : await Settings.SaveAsync(settings, actor);

    /// <summary>"rules, orders and bestsellers".</summary>
    private string Titles(Func<PanelLayer, bool> which)
    {
        // German writes its nouns large wherever they stand.
        var isGerman = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";
        string[] titles = [.. Layers.Where(which).Select(layer => isGerman ? layer.Title : layer.Title.ToLower(CultureInfo.CurrentCulture))];
        return Texts.And(titles);
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];

    protected override string Saved(Channel channel) => L["Saved the panel settings of {0}.", channel.Name];
}
