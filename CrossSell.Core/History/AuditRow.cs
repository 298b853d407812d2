using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;

namespace CrossSell.Core.History;

/// <summary>The page on which an object is worked on.</summary>
public enum AuditPlace
{
    None,

    /// <summary>Key: SKU.</summary>
    Product,

    /// <summary>Key: SKU of the main product.</summary>
    Links,

    /// <summary>Key: id.</summary>
    Rule,

    /// <summary>Key: code.</summary>
    Bundle,

    /// <summary>Key: code of the shop.</summary>
    Shop,
    PanelSettings,
    BundleSettings,
    OrderData,
    Segments,

    /// <summary>Key: e-mail address.</summary>
    Account,
    ApiKeys,
    LinkTypes,
    Categories,
    Attributes,
    Suggestions,
}

/// <summary>One field, before and after, in words.</summary>
/// <param name="Before">Null where there was nothing.</param>
/// <param name="Money">The shop in whose currency the values are minor units; null when they are no amounts.</param>
public sealed record AuditField(string Name, string? Before, string? After, Channel? Money = null);

/// <summary>What one write did to one object.</summary>
/// <param name="What">What kind of object it is: "listing", "bundle revision".</param>
/// <param name="Name">What people know it by.</param>
/// <param name="Key">Names it on its page; null where the page needs no name, or the object is gone.</param>
public sealed record AuditRow(
    long Id, ChangeKind Kind, string What, string Name, AuditPlace Place, string? Key, IReadOnlyList<AuditField> Fields);

/// <param name="Next">Pass as <c>after</c> for more; null at the end.</param>
public sealed record AuditRows(IReadOnlyList<AuditRow> Rows, long? Next)
{
    public const int PageSize = 40;
}
