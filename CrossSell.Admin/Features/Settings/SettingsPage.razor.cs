using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The way to every page of settings that the person may open.</summary>
public sealed partial class SettingsPage
{
    private IEnumerable<(string Name, string Address, string Words)> shown = Cards;

    private static readonly (string Name, string Address, string Words)[] Cards =
    [
        ("Categories", Addresses.SettingsCategories, "The category tree of the catalogue."),
        ("Attributes and product types", Addresses.SettingsAttributes, "Product attributes, and which are required for each product type."),
        ("Shops", Addresses.SettingsChannels, "Currency, languages, taxes and addresses of each shop, and required completeness."),
        ("Link types", Addresses.SettingsLinkTypes, "Types of links between products, their appearance, and which can fill panels."),
        ("Panels", Addresses.SettingsPanels, "How many products each shop's panels show, from which sources, and within which limits."),
        ("Segments", Addresses.SettingsSegments, "Groups of shoppers of each shop, to target bundles, links and rules."),
        ("Order data", Addresses.SettingsMining, "Which orders are used, when suggestions are calculated, and what is accepted automatically."),
        ("Completeness", Addresses.SettingsCompleteness, "How complete each shop's catalogue is, and what is missing."),
        ("Jobs", Addresses.SettingsJobs, "Imports and bulk changes: progress and results."),
    ];

    // For administrators of at least one shop, each of what concerns it.
    private static readonly (string Name, string Address, string Words)[] ShopAdministration =
    [
        ("API keys", Addresses.SettingsApiKeys, "Keys with which storefronts ask for recommendations: what each may do, and when it was last used."),
        ("Audit log", Addresses.SettingsAudit, "Who changed what and when, with before and after; search, export and undo."),
    ];

    // For administrators of all shops.
    private static readonly (string Name, string Address, string Words)[] Administration =
    [
        ("Users", Addresses.SettingsUsers, "Who can sign in, with which roles in which shops; invitations and passwords."),
        ("Backups", Addresses.SettingsBackups, "Backups of all CrossSell data: schedule, folder and retention."),
        ("System", Addresses.SettingsSystem, "Version, database, memory and disk, and what needs attention."),
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
