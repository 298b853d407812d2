using CrossSell.Core.Dialects;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>Whose files are written.</summary>
public enum ExportSystem
{
    /// <summary>Our own form.</summary>
    Native,
    Shopify,
    WooCommerce,
    Magento,
    Akeneo,
    Google,
    Meta,
}

/// <summary>What is written.</summary>
public enum ExportContent
{
    Products,

    /// <summary>Prices and stock, in our own form.</summary>
    Listings,

    /// <summary>Families as Akeneo's product models, which have a file of their own.</summary>
    Models,
    Links,
    Bundles,

    /// <summary>What each product page shows: a row a recommended product, or lists of links for a system that knows no panels.</summary>
    Panels,
}

/// <param name="Channel">Code of the shop whose prices and links are written; null takes the only one.</param>
public sealed record ExportRequest(ExportContent Content, ExportSystem System = ExportSystem.Native, string? Channel = null)
{
    /// <summary>What files of each system can hold.</summary>
    public static bool Fits(ExportContent content, ExportSystem system) => content switch
    {
        ExportContent.Products => true,
        ExportContent.Listings => system == ExportSystem.Native,
        ExportContent.Models => system == ExportSystem.Akeneo,
        ExportContent.Bundles => system is ExportSystem.Native or ExportSystem.Magento or ExportSystem.Google or ExportSystem.Meta,
        _ => system is not (ExportSystem.Google or ExportSystem.Meta),
    };

    public static string NameOf(ExportSystem system) => system.ToString().ToLowerInvariant();

    /// <summary>The system of this name, without regard to case; <c>csv</c> is our own form. Null when there is none.</summary>
    public static ExportSystem? ByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Equals("csv", StringComparison.OrdinalIgnoreCase) ? ExportSystem.Native
            : Enum.GetValues<ExportSystem>().Select(system => (ExportSystem?)system)
                .FirstOrDefault(system => NameOf(system!.Value).Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    internal Dialect Dialect => System switch
    {
        ExportSystem.Shopify => Dialect.ShopifyCurrent,
        ExportSystem.WooCommerce => Dialect.WooCommerce,
        ExportSystem.Magento => Dialect.Magento,
        ExportSystem.Akeneo => Dialect.Akeneo,
        ExportSystem.Google => Dialect.Google,
        ExportSystem.Meta => Dialect.Meta,
        _ => Dialect.Native,
    };

    /// <summary>The system whose files the dialect is; null for one that is not written.</summary>
    internal static ExportSystem? Of(Dialect dialect) => dialect switch
    {
        Dialect.ShopifyCurrent or Dialect.ShopifyLegacy => ExportSystem.Shopify,
        Dialect.WooCommerce => ExportSystem.WooCommerce,
        Dialect.Magento => ExportSystem.Magento,
        Dialect.Akeneo => ExportSystem.Akeneo,
        Dialect.Google => ExportSystem.Google,
        Dialect.Meta => ExportSystem.Meta,
        _ => null,
    };
}

/// <summary>Why something of the studio is not in a file: the system has no place for it.</summary>
public enum ExportLoss
{
    /// <summary>Links of a type that has no counterpart.</summary>
    LinkType,

    /// <summary>Links from or to a variant, where the system links whole products.</summary>
    LinkOfVariant,

    /// <summary>Links that are paused, or of other dates or segments: a file only says that there is one.</summary>
    LinkNotOn,

    /// <summary>Products that are no longer sold, where the system knows only drafts.</summary>
    Archived,

    /// <summary>Variants that are not sold, where the system knows only products that are.</summary>
    VariantNotOn,

    /// <summary>Products that are not on sale, or have no price, where the file holds what is offered.</summary>
    NotOnSale,

    /// <summary>Families without variants, which the system does not have.</summary>
    EmptyFamily,

    /// <summary>Values of attributes that the system has no place for.</summary>
    Attribute,

    /// <summary>Names and descriptions in other languages.</summary>
    Language,

    /// <summary>Further categories of a product.</summary>
    Category,

    /// <summary>Bundles with what the system does not know.</summary>
    Bundle,

    /// <summary>Pictures of whole sets, where there are none: what shows one part is refused there.</summary>
    SetPicture,
}

/// <summary>What was left out, how often, and the first few of it.</summary>
public sealed record ExportLeftOut(ExportLoss Loss, long Count, IReadOnlyList<string> Examples)
{
    /// <summary>As a sentence without the number.</summary>
    public string Sentence => Loss switch
    {
        ExportLoss.LinkType => L["Links of a type that this system does not have"],
        ExportLoss.LinkOfVariant => L["Links from or to single variants: this system links whole products"],
        ExportLoss.LinkNotOn => L["Links that are paused, of another shop, or of certain dates or customers"],
        ExportLoss.Archived => L["Archived products: this system has drafts only"],
        ExportLoss.VariantNotOn => L["Variants that are not for sale: this system knows only whole products that are not"],
        ExportLoss.NotOnSale => L["Products that are not for sale, or have no price: the file holds what is offered"],
        ExportLoss.EmptyFamily => L["Families without variants"],
        ExportLoss.Attribute => L["Values of attributes that this system has no column for"],
        ExportLoss.Language => L["Names and descriptions in other languages"],
        ExportLoss.Category => L["Further categories: this system has one for each product"],
        ExportLoss.SetPicture => L["Pictures of whole bundles, which have none"],
        _ => L["Bundles with prices, choices or quantities that this system does not know"],
    };
}

/// <summary>What an export came to.</summary>
/// <param name="Rows">Without the header.</param>
/// <param name="Products">Families and products that stand alone; of bundles, those.</param>
public sealed record ExportReport(int Rows, int Products, IReadOnlyList<ExportLeftOut> LeftOut);

/// <summary>Counts what is left out; keeps the first few of each kind.</summary>
internal sealed class LossTally
{
    private const int Kept = 5;

    private readonly SortedDictionary<ExportLoss, (long Count, List<string> Examples)> losses = [];

    public void Add(ExportLoss loss, string example, long count = 1)
    {
        var (sum, examples) = losses.GetValueOrDefault(loss, (0, []));
        if (examples.Count < Kept && !examples.Contains(example, StringComparer.Ordinal))
        {
            examples.Add(example);
        }

        losses[loss] = (sum + count, examples);
    }

    public IReadOnlyList<ExportLeftOut> All => [.. losses.Select(loss => new ExportLeftOut(loss.Key, loss.Value.Count, loss.Value.Examples))];
}
