using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Media;
using CrossSell.Core.Notifications;

namespace CrossSell.Admin.Shared;

/// <summary>Every address of the studio, so that a page never spells another page's.</summary>
internal static class Addresses
{
    /// <summary>Each control in each state, in Development only.</summary>
    public const string Kit = "/kit";

    public const string Today = "/";
    public const string Start = "/start";
    public const string StartShop = "/start/shop";
    public const string Products = "/products";
    public const string NewProduct = "/products/new";
    public const string Links = "/links";
    public const string LinksMany = "/links/many";
    public const string LinksHealth = "/links/health";
    public const string Suggestions = "/suggestions";
    public const string Rules = "/rules";
    public const string NewRule = "/rules/new";
    public const string Bundles = "/bundles";
    public const string Reviews = "/reviews";
    public const string Campaigns = "/campaigns";
    public const string Notifications = "/notifications";
    public const string Preview = "/preview";
    public const string Insights = "/insights";
    public const string InsightsBacktest = "/insights/backtest";
    public const string Experiments = "/experiments";
    public const string NewExperiment = "/experiments/new";
    public const string Compare = "/products/compare";
    public const string Exchange = "/exchange";
    public const string Settings = "/settings";
    public const string SettingsAttributes = "/settings/attributes";
    public const string SettingsBackups = "/settings/backups";
    public const string SettingsBundles = "/settings/bundles";
    public const string SettingsCategories = "/settings/categories";
    public const string SettingsChannels = "/settings/channels";
    public const string SettingsEmbed = "/settings/embed";
    public const string SettingsCompleteness = "/settings/completeness";
    public const string SettingsLinkTypes = "/settings/link-types";
    public const string SettingsMining = "/settings/mining";
    public const string SettingsPanels = "/settings/panels";
    public const string SettingsReviews = "/settings/reviews";
    public const string SettingsSegments = "/settings/segments";
    public const string SettingsSystem = "/settings/system";
    public const string SettingsDrift = "/settings/drift";
    public const string SettingsJobs = "/settings/jobs";
    public const string SettingsUsers = "/settings/users";
    public const string SettingsApiKeys = "/settings/api-keys";
    public const string SettingsWebhooks = "/settings/webhooks";
    public const string SettingsAudit = "/settings/audit";
    public const string AuditFile = "/settings/audit.csv";
    public const string InviteUser = SettingsUsers + "?invite=true";
    public const string Account = "/account";
    public const string SignInCode = "/account/code";
    public const string Passkeys = "/account/passkeys";
    public const string PasskeyOptions = "/account/passkeys/options";
    public const string PasskeySignIn = "/account/passkeys/sign-in";
    public const string PasskeySignInOptions = "/account/passkeys/sign-in-options";
    public const string Accept = "/account/accept";
    public const string ResetPassword = "/account/reset";
    public const string ForgotPassword = "/account/forgot";
    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string SetUp = "/account/set-up";
    public const string Forbidden = "/account/forbidden";
    public const string TooManyPages = "/account/too-many-pages";
    public const string Error = "/error";
    public const string NotFound = "/not-found";

    /// <param name="figure">Which rows it holds.</param>
    public static string InsightsFile(string figure) => $"{Insights}/{figure}.csv";

    public static string Product(string sku) => $"{Products}/{Uri.EscapeDataString(sku)}";

    /// <param name="section">Id of a part of the product's page: <c>shops</c>, <c>completeness</c>.</param>
    public static string ProductSection(string sku, string section) => $"{Product(sku)}#{section}";

    /// <summary>The product list narrowed by these filters, by their keys in addresses.</summary>
    public static string ProductsWhere(params ReadOnlySpan<(string Key, string Value)> filters)
    {
        var parts = new List<string>(filters.Length);
        foreach (var (key, value) in filters)
        {
            parts.Add($"{key}={Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal)}");
        }

        return $"{Products}?{string.Join('&', parts)}";
    }

    /// <param name="channel">Its code; <c>new</c> for one that is not there yet.</param>
    public static string SettingsChannelsOf(string channel) => $"{SettingsChannels}?channel={Uri.EscapeDataString(channel)}";

    /// <param name="channel">Code.</param>
    public static string SettingsMiningOf(string channel) => $"{SettingsMining}?channel={Uri.EscapeDataString(channel)}";

    /// <param name="channel">Code.</param>
    public static string SettingsSegmentsOf(string channel) => $"{SettingsSegments}?channel={Uri.EscapeDataString(channel)}";

    /// <param name="channel">Code.</param>
    public static string SettingsReviewsOf(string channel) => $"{SettingsReviews}?channel={Uri.EscapeDataString(channel)}";

    /// <param name="channel">Code.</param>
    public static string SettingsBundlesOf(string channel) => $"{SettingsBundles}?channel={Uri.EscapeDataString(channel)}";

    public static string SettingsPanelsOf(string channel) => $"{SettingsPanels}?channel={Uri.EscapeDataString(channel)}";

    /// <summary>What is set for panels of a shop at a placement, for a category, or both.</summary>
    /// <param name="placement">Word; null for every placement.</param>
    public static string SettingsPanelsAt(string channel, string? placement, int? categoryId) => SettingsPanelsOf(channel)
        + (placement is null ? "" : $"&placement={placement}")
        + (categoryId is { } id ? string.Create(CultureInfo.InvariantCulture, $"&category={id}") : "");

    /// <param name="channel">Code.</param>
    public static string SettingsDriftOf(string channel) => $"{SettingsDrift}?channel={Uri.EscapeDataString(channel)}";

    /// <summary>The second step of a sign-in.</summary>
    public static string SignInCodeThen(string? returnUrl, bool remember) =>
        $"{SignInCode}?remember={(remember ? "true" : "false")}" + (returnUrl is null ? "" : $"&ReturnUrl={Uri.EscapeDataString(returnUrl)}");

    /// <param name="page"><see cref="Accept"/> or <see cref="ResetPassword"/>.</param>
    public static string OneTimeLink(string page, string token) => $"{page}?token={Uri.EscapeDataString(token)}";

    /// <summary>The account in the list of users, opened.</summary>
    public static string User(string email) => $"{SettingsUsers}?user={Uri.EscapeDataString(email)}";

    public static string LinksOf(string sku) => $"{Links}?sku={Uri.EscapeDataString(sku)}";

    /// <summary>Where links of another product are copied to this one.</summary>
    public static string LinksCopiedTo(string sku) => $"{Links}/copy?sku={Uri.EscapeDataString(sku)}";

    /// <summary>Where links and bundle places of a product are handed over to its successor.</summary>
    public static string LinksHandedOver(string sku, string? successor = null) =>
        $"{Links}/successor?sku={Uri.EscapeDataString(sku)}" + (successor is null ? "" : $"&to={Uri.EscapeDataString(successor)}");

    /// <summary>A panel beside what unsaved settings would make of it.</summary>
    /// <param name="unsaved">As <see cref="UnsavedPanels"/> writes them.</param>
    public static string PreviewWithUnsaved(string sku, string channel, string placement, string unsaved) =>
        $"{PreviewOf(sku, channel)}&placement={placement}&with={Uri.EscapeDataString("settings:" + unsaved)}";

    /// <summary>The page of a shop that a frame of the studio shows.</summary>
    public const string PreviewFrame = "/preview/frame";

    /// <summary>A panel that somebody shared.</summary>
    public static string SharedPanel(string code) => $"{Preview}/shared/{Uri.EscapeDataString(code)}";

    public static string PreviewOf(string sku, string? channel = null) =>
        $"{Preview}?sku={Uri.EscapeDataString(sku)}" + (channel is null ? "" : $"&channel={Uri.EscapeDataString(channel)}");

    /// <summary>Setting up a shop, step by step.</summary>
    /// <param name="channel">Its code; <c>new</c> for one that is not there yet.</param>
    public static string StartOf(string channel) => $"{Start}?shop={Uri.EscapeDataString(channel)}";

    /// <summary>Setting up a shop from files.</summary>
    /// <param name="channel">Code of the shop; null for the one that is looked at.</param>
    /// <param name="job">That imports.</param>
    /// <param name="products">Name of a file that was brought, in the exchange folder.</param>
    /// <param name="orders">Likewise.</param>
    public static string StartShopOf(string? channel, long? job = null, string? products = null, string? orders = null)
    {
        var parts = new (string Key, string? Value)[]
        {
            ("shop", channel), ("job", job?.ToString(CultureInfo.InvariantCulture)), ("products", products), ("orders", orders),
        }.Where(part => part.Value is not null).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value!)}").ToList();
        return parts.Count == 0 ? StartShop : $"{StartShop}?{string.Join('&', parts)}";
    }

    public static string Rule(int id) => $"{Rules}/{id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A new rule that begins with one of the templates.</summary>
    public static string NewRuleFrom(string template) => $"{NewRule}?from={Uri.EscapeDataString(template)}";

    /// <summary>Those of the shop that shoppers cannot buy as they were approved.</summary>
    public const string BundlesToFix = Bundles + "?state=attention";

    /// <summary>The list with the field for a new one open.</summary>
    public const string NewBundle = Bundles + "?new=true";

    /// <summary>An experiment: its plan while it is a draft, then what it says.</summary>
    public static string Experiment(int id) => $"{Experiments}/{id.ToString(CultureInfo.InvariantCulture)}";

    public static string Campaign(string code) => $"{Campaigns}/{Uri.EscapeDataString(code)}";

    public static string Bundle(string code) => $"{Bundles}/{Uri.EscapeDataString(code)}";

    /// <summary>Where what a check of a bundle says is corrected.</summary>
    /// <param name="code">Of the product, bundle or shop that it is about.</param>
    public static string Of(BundlePlace place, string code) => place switch
    {
        BundlePlace.Product => Product(code),
        BundlePlace.Completeness => ProductSection(code, "completeness"),
        BundlePlace.ProductShops => ProductSection(code, "shops"),
        BundlePlace.Bundle => Bundle(code),
        BundlePlace.Segments => SettingsSegmentsOf(code),
        _ => SettingsChannelsOf(code),
    };

    public static string Review(int revisionId) => $"{Reviews}/{revisionId.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The page that a notification is about.</summary>
    public static string Of(Notification notification) => notification.Target switch
    {
        NotificationTarget.Review => $"{Reviews}/{Uri.EscapeDataString(notification.TargetKey)}",
        NotificationTarget.Bundle => Bundle(notification.TargetKey),
        NotificationTarget.Category => SettingsCategories,
        NotificationTarget.Campaign => Campaign(notification.TargetKey),
        _ => $"{SettingsJobs}/{Uri.EscapeDataString(notification.TargetKey)}",
    };

    /// <summary>The picture that stands for a product, whichever kind it is. Everything that shows one asks here.</summary>
    /// <param name="picture">As <see cref="ProductPictures"/> writes it; null is the neutral drawing.</param>
    /// <param name="pixels">Wanted width; the next larger one that is made.</param>
    public static string Picture(string? picture, int pixels = 96) => ProductPictures.HashOf(picture) is { } hash
        ? Media(hash, MediaStore.Widths.FirstOrDefault(width => width >= pixels, MediaStore.Widths[^1]))
        : $"/pictures/{picture ?? ProductSummaries.NeutralPicture}.svg";

    /// <summary>The <c>srcset</c> for a picture shown at this width in CSS pixels; null for a drawing, which is sharp at any size.</summary>
    public static string? PictureSet(string? picture, int size) => ProductPictures.HashOf(picture) is null
        ? null
        : $"{Picture(picture, size)} 1x, {Picture(picture, 2 * size)} 2x";

    /// <summary>A width in pixels is one of those the studio makes; null is the original.</summary>
    public static string Media(string hash, int? width = null) =>
        width is { } pixels ? $"/media/{hash}/{pixels.ToString(CultureInfo.InvariantCulture)}" : $"/media/{hash}";

    public static string Job(long id) => $"{SettingsJobs}/{id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The rows of an import that could not be read, as a file.</summary>
    public static string JobErrors(long id) => $"{Job(id)}/errors";

    /// <summary>The file that a job made.</summary>
    public static string JobFile(long id) => $"{Job(id)}/file";

    /// <summary>A backup as a download.</summary>
    public static string Backup(string name) => $"{SettingsBackups}/{Uri.EscapeDataString(name)}";

    public static string ComparisonOf(IEnumerable<string> skus) => $"{Compare}?sku={string.Join("&sku=", skus.Select(Uri.EscapeDataString))}";

    public static string EmbedPanel(string sku, string channel, string? segment = null) =>
        $"/embed/panel/{Uri.EscapeDataString(sku)}?channel={Uri.EscapeDataString(channel)}{(segment is null ? "" : $"&segment={Uri.EscapeDataString(segment)}")}";
}
