using CrossSell.Core.Common;
using CrossSell.Core.People;

namespace CrossSell.Admin.Shared;

/// <summary>Who a page of settings is for.</summary>
internal enum SettingsNeed
{
    Anyone,

    /// <summary>Administrators of at least one shop, each of what concerns it.</summary>
    AShop,

    /// <summary>Administrators of all shops.</summary>
    AllShops,
}

/// <summary>One setting of a page.</summary>
/// <param name="Name">A key of the texts: as its label says it.</param>
/// <param name="Id">Of the field, or of the heading of its card where the field has none.</param>
/// <param name="Also">A key of the texts: other words that people look for it by.</param>
internal sealed record SettingsField(string Name, string Id, string Also = "");

/// <summary>A page of settings, with what can be set there. The index of settings and the command palette read all (<see cref="SettingsPlaces"/>).</summary>
/// <param name="Name">A key of the texts, as <paramref name="Group"/>, <paramref name="Words"/> and <paramref name="Also"/>.</param>
/// <param name="Words">What it is for, in a sentence.</param>
internal sealed record SettingsPlace(
    string Group, string Name, string Address, string Words, SettingsNeed Need = SettingsNeed.Anyone, string Also = "", params SettingsField[] Fields)
{
    /// <summary>Whether this person may open it.</summary>
    public bool IsFor(Actor actor) => Need switch
    {
        SettingsNeed.AShop => actor.CanAnywhere(Permission.Administer),
        SettingsNeed.AllShops => actor.Can(Permission.Administer, null),
        _ => true,
    };

    /// <summary>Where a setting is: its page, with the field to go to.</summary>
    public string AddressOf(SettingsField field) => $"{Address}#{field.Id}";
}

/// <summary>Every page of settings and every single setting: where it is, and by which words it is found.</summary>
internal static class SettingsPlaces
{
    private static readonly string Catalogue = Texts.Key("Catalogue");
    private static readonly string Shops = Texts.Key("Shops and panels");
    private static readonly string Links = Texts.Key("Links and suggestions");
    private static readonly string Access = Texts.Key("People and access");
    private static readonly string Operation = Texts.Key("Operation");

    public static readonly IReadOnlyList<SettingsPlace> All =
    [
        new(
            Catalogue, Texts.Key("Categories"), Addresses.SettingsCategories, Texts.Key("The category tree of the catalogue."),
            Also: Texts.Key("tree, taxonomy, pictograms")),
        new(
            Catalogue, Texts.Key("Attributes and product types"), Addresses.SettingsAttributes,
            Texts.Key("Product attributes, and which are required for each product type."), Also: Texts.Key("families, fields, required attributes, options")),
        new(
            Catalogue, Texts.Key("Completeness"), Addresses.SettingsCompleteness, Texts.Key("How complete each shop's catalogue is, and what is missing."),
            Also: Texts.Key("data quality, missing fields")),
        new(
            Shops, Texts.Key("Shops"), Addresses.SettingsChannels,
            Texts.Key("Currency, languages, taxes and addresses of each shop, and required completeness."), SettingsNeed.Anyone, Texts.Key("channels, stores"),
            new SettingsField(Texts.Key("Shop name and code"), "channel-name"),
            new SettingsField(Texts.Key("Currency"), "channel-currency", Texts.Key("money, euro, EUR")),
            new SettingsField(Texts.Key("Time zone of the shop"), "channel-zone", Texts.Key("clock, schedule")),
            new SettingsField(Texts.Key("Address of a product's page"), "channel-address", Texts.Key("URL, storefront, link to the shop")),
            new SettingsField(Texts.Key("Languages of the shop"), "locales-title", Texts.Key("locales, translations")),
            new SettingsField(Texts.Key("Tax and margin"), "tax-title", Texts.Key("VAT, tax classes, prices include tax")),
            new SettingsField(Texts.Key("Minimum margin of bundles"), "channel-floor", Texts.Key("margin floor, profit")),
            new SettingsField(Texts.Key("Required fields"), "needs-title", Texts.Key("completeness, mandatory fields")),
            new SettingsField(
                Texts.Key("Minimum completeness to be recommended"), "channel-threshold", Texts.Key("threshold, percent complete"))),
        new(
            Shops, Texts.Key("Panels"), Addresses.SettingsPanels,
            Texts.Key("How many products each shop's panels show, from which sources, and within which limits."), SettingsNeed.Anyone,
            Texts.Key("recommendations, widget"),
            new SettingsField(Texts.Key("Products a panel shows at most"), "panel-slots", Texts.Key("slots, panel size, number of recommendations")),
            new SettingsField(Texts.Key("Show a panel only with at least"), "panel-least", Texts.Key("minimum slots, fewest products")),
            new SettingsField(Texts.Key("Sources of recommendations"), "sources-title", Texts.Key("layers, bestsellers, from orders, category pairs")),
            new SettingsField(
                Texts.Key("Panels of a placement or a category"), "panel-placement", Texts.Key("cart, checkout, after the purchase, account, inherited")),
            new SettingsField(Texts.Key("Units that must be in stock"), "panel-stock", Texts.Key("out of stock, sold out, backorder")),
            new SettingsField(
                Texts.Key("Age of price and stock in panels"), "panel-report-hours", Texts.Key("outdated, stale, last reported, as of, hours old")),
            new SettingsField(Texts.Key("Substitutes in panels"), "panel-substitutes", Texts.Key("alternatives, instead of")),
            new SettingsField(Texts.Key("Headline of the panel"), "headline-title", Texts.Key("title, heading, text over the panel")),
            new SettingsField(Texts.Key("Checkboxes in the panel"), "ticks-title", Texts.Key("preselected, ticked, add to cart")),
            new SettingsField(Texts.Key("Price cap of recommendations"), "panel-cap", Texts.Key("costs at most, expensive, percent of the product")),
            new SettingsField(Texts.Key("Maximum per category in a panel"), "panel-category", Texts.Key("variety, diversity")),
            new SettingsField(Texts.Key("Bought together in at least, for panels"), "panel-baskets", Texts.Key("minimum baskets, support")),
            new SettingsField(
                Texts.Key("Bought with its category in at least"), "panel-category-baskets", Texts.Key("minimum baskets of category pairs"))),
        new(
            Shops, Texts.Key("Approved bundles"), Addresses.SettingsDrift,
            Texts.Key("When a live bundle counts as changed since its approval, and whether it is paused then."), SettingsNeed.Anyone,
            Texts.Key("drift, watch, pause"),
            new SettingsField(Texts.Key("A price or a cost of a bundle moves by more than"), "drift-price", Texts.Key("drift, limit, percent")),
            new SettingsField(Texts.Key("The margin of a bundle falls by more than"), "drift-margin", Texts.Key("drift, limit, points")),
            new SettingsField(Texts.Key("A product of a bundle is out of stock for"), "drift-stock", Texts.Key("drift, days, stock")),
            new SettingsField(Texts.Key("Pause changed bundles"), "drift-pause", Texts.Key("drift, take off sale"))),
        new(
            Shops, Texts.Key("Reviews"), Addresses.SettingsReviews,
            Texts.Key("Which bundles need a review in each shop, who approves them, and how soon."), SettingsNeed.Anyone,
            Texts.Key("approval, policy, four eyes, verdict"),
            new SettingsField(Texts.Key("What needs a review"), "review-what-title", Texts.Key("review policy, margin, discount, price")),
            new SettingsField(Texts.Key("Managers approve discounts up to"), "review-manager", Texts.Key("approval limit")),
            new SettingsField(Texts.Key("Two different people have to approve"), "review-two", Texts.Key("second approver")),
            new SettingsField(Texts.Key("Reviews are overdue after"), "review-hours", Texts.Key("deadline, waiting"))),
        new(
            Shops, Texts.Key("Bundle prices"), Addresses.SettingsBundles,
            Texts.Key("How each shop splits the price of bundles, its discount codes, and what it may say of a saving."), SettingsNeed.Anyone,
            Texts.Key("sets, discount codes, coupons"),
            new SettingsField(Texts.Key("Split of a bundle's price"), "bundle-basis", Texts.Key("allocation, tax, cost")),
            new SettingsField(Texts.Key("Lowest price of the last 30 days"), "bundle-lowest", Texts.Key("EU, price reduction, was price, Omnibus")),
            new SettingsField(Texts.Key("Discount codes of the shop"), "code-add", Texts.Key("coupons, vouchers, stacking"))),
        new(
            Shops, Texts.Key("Segments"), Addresses.SettingsSegments, Texts.Key("Groups of shoppers of each shop, to target bundles, links and rules."),
            Also: Texts.Key("audiences, customer groups")),
        new(
            Shops, Texts.Key("Put it in your shop"), Addresses.SettingsEmbed,
            Texts.Key("Code with your own key for HTML pages, Shopify, WooCommerce, Magento and React."), SettingsNeed.Anyone,
            Texts.Key("embed, snippet, storefront, integration, install, GA4, custom element"),
            new SettingsField(Texts.Key("Publishable key for a shop's pages"), "embed-key", Texts.Key("API key, token")),
            new SettingsField(Texts.Key("Colours of the panel"), "embed-accent", Texts.Key("theme, look, CSS variables")),
            new SettingsField(Texts.Key("Code to copy into a shop"), "embed-code", Texts.Key("snippet, HTML, Liquid, PHP, JSX"))),
        new(
            Links, Texts.Key("Link types"), Addresses.SettingsLinkTypes,
            Texts.Key("Types of links between products, their appearance, and which can fill panels."),
            Also: Texts.Key("cross-sell, up-sell, accessory, substitute, reverse link, colour of links")),
        new(
            Links, Texts.Key("Order data"), Addresses.SettingsMining,
            Texts.Key("Which orders are used, when suggestions are calculated, and what is accepted automatically."), SettingsNeed.Anyone,
            Texts.Key("mining, calculation, suggestions from orders"),
            new SettingsField(Texts.Key("Orders of the last days"), "mining-window", Texts.Key("period, window, history")),
            new SettingsField(Texts.Key("Halve an order's weight every"), "mining-half", Texts.Key("half-life, decay, recent orders")),
            new SettingsField(Texts.Key("Baskets that a pair needs"), "mining-min", Texts.Key("minimum baskets, support")),
            new SettingsField(Texts.Key("Exclude large baskets"), "mining-most", Texts.Key("wholesale, more than products")),
            new SettingsField(Texts.Key("Exclude test orders"), "mining-tests", Texts.Key("order numbers starting with")),
            new SettingsField(Texts.Key("Repeat purchase within"), "mining-back", Texts.Key("bought later, days")),
            new SettingsField(Texts.Key("Schedule of calculations"), "mining-schedule", Texts.Key("recalculate every day, nightly, hour")),
            new SettingsField(Texts.Key("Recalculate after new orders"), "mining-new", Texts.Key("number of orders")),
            new SettingsField(Texts.Key("Accept automatically"), "auto-title", Texts.Key("auto-accept, policy")),
            new SettingsField(Texts.Key("Bought together in at least, to accept"), "auto-baskets", Texts.Key("minimum baskets, auto-accept")),
            new SettingsField(Texts.Key("More than expected, at least"), "auto-lift", Texts.Key("auto-accept, lift")),
            new SettingsField(
                Texts.Key("Minimum share of the product's baskets"), "auto-confidence", Texts.Key("confidence, auto-accept")),
            new SettingsField(Texts.Key("Maximum links per product and run"), "auto-product", Texts.Key("auto-accept, limit"))),
        new(
            Access, Texts.Key("My account"), Addresses.Account, Texts.Key("Your name and password, two-step sign-in, and how this browser looks."),
            SettingsNeed.Anyone, Texts.Key("profile, preferences"),
            new SettingsField(Texts.Key("Language of the pages"), "own-language", Texts.Key("English, Deutsch, Nederlands")),
            new SettingsField(Texts.Key("Format of numbers and dates"), "own-format", Texts.Key("decimal comma, date format")),
            new SettingsField(Texts.Key("Your time zone"), "own-zone", Texts.Key("clock, hours")),
            new SettingsField(Texts.Key("Daily e-mail with what waits"), "own-digest", Texts.Key("digest, notifications, mail, hour")),
            new SettingsField(Texts.Key("Theme"), "own-theme", Texts.Key("dark mode, light, appearance")),
            new SettingsField(Texts.Key("Single-key shortcuts"), "preferences-title", Texts.Key("keyboard, keys on or off")),
            new SettingsField(Texts.Key("Your password"), "own-present", Texts.Key("change password")),
            new SettingsField(Texts.Key("Two-step sign-in"), "two-step-title", Texts.Key("2FA, authenticator, recovery codes")),
            new SettingsField(Texts.Key("Passkeys"), "passkeys-title", Texts.Key("fingerprint, security key")),
            new SettingsField(Texts.Key("Where you are signed in"), "sessions-title", Texts.Key("sessions, devices"))),
        new(
            Access, Texts.Key("Users"), Addresses.SettingsUsers, Texts.Key("Who can sign in, with which roles in which shops; invitations and passwords."),
            SettingsNeed.AllShops, Texts.Key("people, roles, rights, team")),
        new(
            Access, Texts.Key("API keys"), Addresses.SettingsApiKeys,
            Texts.Key("Keys with which storefronts ask for recommendations: what each may do, and when it was last used."), SettingsNeed.AShop,
            Texts.Key("tokens, integration")),
        new(
            Access, Texts.Key("Webhooks"), Addresses.SettingsWebhooks,
            Texts.Key("Addresses of other systems that are told when panels, links, bundles or products change."), SettingsNeed.AShop,
            Texts.Key("callback, push, integration")),
        new(
            Access, Texts.Key("Audit log"), Addresses.SettingsAudit,
            Texts.Key("Who changed what and when, with before and after; search, export and undo."), SettingsNeed.AShop, Texts.Key("history, changes")),
        new(
            Operation, Texts.Key("Jobs"), Addresses.SettingsJobs, Texts.Key("Imports and bulk changes: progress and results."),
            Also: Texts.Key("tasks, queue, progress")),
        new(
            Operation, Texts.Key("Backups"), Addresses.SettingsBackups, Texts.Key("Backups of all CrossSell data: schedule, folder and retention."),
            SettingsNeed.AllShops, Texts.Key("restore, copies"),
            new SettingsField(Texts.Key("Back up every day"), "backup-on", Texts.Key("schedule, hour")),
            new SettingsField(Texts.Key("Warn after hours without a backup"), "backup-warn"),
            new SettingsField(Texts.Key("Backups to keep"), "keep-title", Texts.Key("retention, days, weeks, months")),
            new SettingsField(Texts.Key("Folder of the backups"), "backup-folder", Texts.Key("path on the server"))),
        new(
            Operation, Texts.Key("System"), Addresses.SettingsSystem, Texts.Key("Version, database, memory and disk, and what needs attention."),
            SettingsNeed.AllShops, Texts.Key("status, health, warnings")),
    ];
}
