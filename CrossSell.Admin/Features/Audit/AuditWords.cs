using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.History;
using static CrossSell.Admin.Features.Audit.AuditTexts;

namespace CrossSell.Admin.Features.Audit;

/// <summary>The audit log as people read it, and where its objects are worked on.</summary>
internal static class AuditWords
{
    public static string Of(AuditKind kind) => kind switch
    {
        AuditKind.Products => L["Products"],
        AuditKind.PricesAndStock => L["Prices and stock"],
        AuditKind.Links => L["Links"],
        AuditKind.Suggestions => L["Suggestions"],
        AuditKind.Rules => L["Rules"],
        AuditKind.Bundles => L["Bundles"],
        AuditKind.Reviews => L["Reviews"],
        AuditKind.Catalogue => L["Categories, attributes, link types"],
        AuditKind.Shops => L["Shops and their settings"],
        AuditKind.Accounts => L["Users"],
        AuditKind.ApiKeys => L["API keys"],
        _ => L["Saved views"],
    };

    public static string Of(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => L["added"],
        ChangeKind.Edited => L["edited"],
        _ => L["removed"],
    };

    public static string Count(AuditLine line) =>
        line.Changes >= AuditLog.MostCounted ? L["{0}+ rows", AuditLog.MostCounted].Value : L.Count(line.Changes, "{0} row", "{0} rows");

    /// <param name="say">How an amount is said; null as on pages.</param>
    public static string Value(AuditField field, string? value, Func<Money, string>? say = null) => value switch
    {
        null or "" => L["none"].Value,
        _ when field.Money is { } channel && long.TryParse(value, CultureInfo.InvariantCulture, out var minor) =>
            (say ?? Formats.Amount)(new Money(minor, channel.Currency)),
        _ => value,
    };

    /// <summary>Null where the object has no page, or is gone.</summary>
    public static string? AddressOf(AuditRow row) => (row.Place, row.Key) switch
    {
        (AuditPlace.Product, { } sku) => Addresses.Product(sku),
        (AuditPlace.Links, { } sku) => Addresses.LinksOf(sku),
        (AuditPlace.Rule, { } id) => Addresses.Rule(int.Parse(id, CultureInfo.InvariantCulture)),
        (AuditPlace.Bundle, { } code) => Addresses.Bundle(code),
        (AuditPlace.Shop, { } code) => Addresses.SettingsChannelsOf(code),
        (AuditPlace.BundleSettings, { } code) => Addresses.SettingsBundlesOf(code),
        (AuditPlace.PanelSettings, { } code) => Addresses.SettingsPanelsOf(code),
        (AuditPlace.OrderData, { } code) => Addresses.SettingsMiningOf(code),
        (AuditPlace.Segments, { } code) => Addresses.SettingsSegmentsOf(code),
        (AuditPlace.Account, { } email) => Addresses.User(email),
        (AuditPlace.ApiKeys, _) => Addresses.SettingsApiKeys,
        (AuditPlace.LinkTypes, _) => Addresses.SettingsLinkTypes,
        (AuditPlace.Categories, _) => Addresses.SettingsCategories,
        (AuditPlace.Attributes, _) => Addresses.SettingsAttributes,
        (AuditPlace.Suggestions, _) => Addresses.Suggestions,
        _ => null,
    };
}
