using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>How the panels of a channel are filled: in the whole shop, at a placement, for a category, or for a category at a placement.</summary>
public sealed partial class PanelsPage
{
    private IReadOnlyList<Category> categories = [];
    private IReadOnlyList<PanelScopeSettings> places = [];
    private IReadOnlyList<PanelScopeSettings> above = [];

    [SupplyParameterFromQuery]
    public string? Placement { get; set; }

    [SupplyParameterFromQuery]
    public int? Category { get; set; }

    [Inject]
    private PanelSettingsService Settings { get; set; } = default!;

    [Inject]
    private PanelScopeService Scopes { get; set; } = default!;

    [Inject]
    private PanelLayers Layers { get; set; } = default!;

    private PanelPlacement? PlacementAt => string.IsNullOrEmpty(Placement) ? null : PanelPlacements.Find(Placement);

    private int? CategoryAt => categories.Any(category => category.Id == Category) ? Category : null;

    protected override string? Part => string.IsNullOrEmpty(Placement) && Category is null
        ? null : string.Create(CultureInfo.InvariantCulture, $":{Placement}:{Category}");

    protected override async Task ReadAsync(ReadScope scope) => categories = [.. (await Definitions.CategoriesAsync(scope)).OrderBy(category => category.Path)];

    protected override async Task<PanelForm> FindAsync(Channel channel, Actor actor)
    {
        var shop = await Settings.FindAsync(channel.Id);
        places = await Scopes.ListAsync(Session.Reads, channel.Id);
        if (PlacementAt is null && CategoryAt is null)
        {
            above = [];
            return new PanelForm(shop, Layers);
        }

        above = PanelPolicies.Above(places, PlacementAt, await Scopes.PathAsync(CategoryAt));
        var own = places.FirstOrDefault(place => place.Placement == PlacementAt && place.CategoryId == CategoryAt)
            ?? new PanelScopeSettings { ChannelId = channel.Id, Placement = PlacementAt, CategoryId = CategoryAt };
        return new PanelForm(own, shop, above, Layers);
    }

    protected override async Task<Outcome<long?>> SaveAsync(PanelForm form, Actor actor) => form.IsPlace
        ? form.ToScope().IsRefused(out var unsaid, out var scope) ? unsaid : await Scopes.SaveAsync(scope, actor)
        : form.ToSettings().IsRefused(out var unread, out var settings) ? unread : await Settings.SaveAsync(settings, actor);

    /// <summary>Where a value comes from that is not set here; null where it is, and for a whole shop.</summary>
    private string? Source(PanelField field) => Form is not { IsPlace: true } form || form.Says(field) || Shown is not { } shop
        ? null
        : PanelPolicies.SourceOf(above, field) is { } source ? PanelPlaces.NameOf(source.Placement, source.CategoryId, categories) : shop.Name;

    // What was switched is in the form already: the effect is worked out again.
    private void Follow() => StateHasChanged();

    private string HeadlineAbove(string locale) =>
        Form?.Inherited is { } wider && wider.Headlines.TryGetValue(locale, out var text) ? text : L["the usual headline"];

    private void GoTo((PanelPlacement? Placement, int? CategoryId) place) => Navigation.NavigateTo(Addresses.SettingsPanelsAt(
        Shown!.Code, place.Placement is { } placement ? PanelPlacements.CodeOf(placement) : null, place.CategoryId));

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
