using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The way to every page of settings that the person may open.</summary>
public sealed partial class SettingsPage
{
    private IEnumerable<(string Name, string Address, string Words)> shown = Cards;

    private static readonly (string Name, string Address, string Words)[] Cards =
    [
        (Texts.Key("Categories"), Addresses.SettingsCategories, Texts.Key("The category tree of the catalogue.")),
        (
            Texts.Key("Attributes and product types"), Addresses.SettingsAttributes,
            Texts.Key("Product attributes, and which are required for each product type.")),
        (
            Texts.Key("Shops"), Addresses.SettingsChannels,
            Texts.Key("Currency, languages, taxes and addresses of each shop, and required completeness.")),
        (
            Texts.Key("Link types"), Addresses.SettingsLinkTypes,
            Texts.Key("Types of links between products, their appearance, and which can fill panels.")),
        (
            Texts.Key("Panels"), Addresses.SettingsPanels,
            Texts.Key("How many products each shop's panels show, from which sources, and within which limits.")),
        (
            Texts.Key("Segments"), Addresses.SettingsSegments,
            Texts.Key("Groups of shoppers of each shop, to target bundles, links and rules.")),
        (
            Texts.Key("Order data"), Addresses.SettingsMining,
            Texts.Key("Which orders are used, when suggestions are calculated, and what is accepted automatically.")),
        (
            Texts.Key("Completeness"), Addresses.SettingsCompleteness,
            Texts.Key("How complete each shop's catalogue is, and what is missing.")),
        (Texts.Key("Jobs"), Addresses.SettingsJobs, Texts.Key("Imports and bulk changes: progress and results.")),
    ];

    // For administrators of at least one shop, each of what concerns it.
    private static readonly (string Name, string Address, string Words)[] ShopAdministration =
    [
        (
            Texts.Key("API keys"), Addresses.SettingsApiKeys,
            Texts.Key("Keys with which storefronts ask for recommendations: what each may do, and when it was last used.")),
        (
            Texts.Key("Audit log"), Addresses.SettingsAudit,
            Texts.Key("Who changed what and when, with before and after; search, export and undo.")),
    ];

    // For administrators of all shops.
    private static readonly (string Name, string Address, string Words)[] Administration =
    [
        (
            Texts.Key("Users"), Addresses.SettingsUsers,
            Texts.Key("Who can sign in, with which roles in which shops; invitations and passwords.")),
        (
            Texts.Key("Backups"), Addresses.SettingsBackups,
            Texts.Key("Backups of all CrossSell data: schedule, folder and retention.")),
        (
            Texts.Key("System"), Addresses.SettingsSystem,
            Texts.Key("Version, database, memory and disk, and what needs attention.")),
    ];

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        shown =
        [
            .. Cards, .. actor.CanAnywhere(Permission.Administer) ? ShopAdministration : [], .. actor.Can(Permission.Administer, null) ? Administration : [],
        ];
    }
}
