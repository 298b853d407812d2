using CrossSell.Core.Common;
using CrossSell.Core.Rules;

namespace CrossSell.Core.Bundles;

/// <summary>What a component is for.</summary>
public enum ComponentRole
{
    /// <summary>It is sold with the bundle.</summary>
    Part,

    /// <summary>Of a triggered offer: it has to be in the cart, or on the page, for the parts to be offered. It is paid as ever.</summary>
    Trigger,
}

/// <summary>One product of a bundle as a person edits it. The same product may stand in several slots, and be a trigger and a part.</summary>
/// <param name="Quantity">Units in one set; where the shopper chooses the quantity, what is suggested.</param>
/// <param name="DiscountBasisPoints">For pricing per component: 1000 is 10 % off this one.</param>
/// <param name="Leads">Whether the bundle is also offered on this product's page; on that of the first component it is in any case.</param>
public sealed record ComponentContent(int ProductId, int Quantity = 1, int DiscountBasisPoints = 0, bool Leads = false)
{
    public ComponentRole Role { get; init; }

    /// <summary>False for a part that the shopper may leave out; of a slot's component it says nothing, for the slot does.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>Fewest units that the shopper may choose; null where the quantity is fixed.</summary>
    public int? MinQuantity { get; init; }

    /// <summary>Most units that the shopper may choose; null where the quantity is fixed.</summary>
    public int? MaxQuantity { get; init; }

    /// <summary>The slot that it may fill; null for what is always in.</summary>
    public string? SlotKey { get; init; }

    /// <summary>What a set costs more, or less, with one unit of it: minor units of the channels' one currency.</summary>
    public long PriceDelta { get; init; }

    /// <summary>Products that step in, in this order, when it cannot be sold; each is named where it does.</summary>
    public EquatableList<int> Replacements { get; init; } = [];

    /// <summary>Of a family: the variants that the shopper may pick; empty for all of them.</summary>
    public EquatableList<VariantContent> Variants { get; init; } = [];

    /// <summary>What the shopper reads instead of the product's name, by locale; the key <c>""</c> is for all others.</summary>
    public EquatableDictionary<string, string> Titles { get; init; } = [];

    /// <summary>The bundle from which it came, when a whole bundle was put into this one; null for its own.</summary>
    public int? IncludedBundleId { get; init; }

    /// <summary>Whether the shopper chooses how many.</summary>
    public bool HasRange => MinQuantity is not null || MaxQuantity is not null;

    /// <summary>Fewest units in one set.</summary>
    public int Fewest => MinQuantity ?? Quantity;

    /// <summary>Most units in one set.</summary>
    public int Most => MaxQuantity ?? Quantity;

    /// <summary>What tells it from the other components of its bundle.</summary>
    public ComponentKey Key => new(ProductId, SlotKey, Role);
}

/// <summary>What tells one component from the others of its bundle.</summary>
public readonly record struct ComponentKey(int ProductId, string? SlotKey = null, ComponentRole Role = ComponentRole.Part);

/// <summary>A variant that may be picked for a family.</summary>
/// <param name="PriceDelta">What a set costs more, or less, with one unit of it, in minor units; on top of the component's own.</param>
public sealed record VariantContent(int ProductId, long PriceDelta = 0);

/// <summary>Which products of a slot that a rule fills are offered first.</summary>
public enum SlotOrder
{
    PriceLow,
    PriceHigh,
    Margin,
    Newest,
    Stock,
    Name,
}

/// <summary>A place of a bundle that the shopper fills: with one of the components that name it, or of the products for which its condition holds.</summary>
/// <param name="Key">Short, lower case; components name their slot by it, and it stays when the title changes.</param>
/// <param name="Title">What the shopper reads: "Belt".</param>
/// <param name="ChooseMin">Fewest units that are chosen when it is filled at all, from 1.</param>
/// <param name="ChooseMax">Most units that are chosen.</param>
/// <param name="IsRequired">False for a slot that may stay empty; it is hidden when nothing is left for it.</param>
/// <param name="Condition">With one it follows the catalogue and has no components; null without.</param>
/// <param name="Limit">Of a slot with a condition: at most so many products are offered.</param>
public sealed record SlotContent(
    string Key, string Title, int ChooseMin = 1, int ChooseMax = 1, bool IsRequired = true, Condition? Condition = null, int Limit = 6)
{
    public const int TitleLength = 80;
    public const int KeyLength = 40;
    public const int MostProducts = 24;

    /// <summary>Of a slot with a condition: what its products must be beside the bundle's main product.</summary>
    public EquatableList<Comparison> Comparisons { get; init; } = [];

    /// <summary>Of a slot with a condition: what is offered first, and usually chosen.</summary>
    public SlotOrder Order { get; init; }

    /// <summary>Of a slot with a condition, for pricing per component: what comes off each chosen unit, 1000 is 10 %.</summary>
    public int DiscountBasisPoints { get; init; }

    /// <summary>Whether the same product may be chosen more than once.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>The title by locale, where it differs.</summary>
    public EquatableDictionary<string, string> Titles { get; init; } = [];

    /// <summary>Whether the catalogue fills it.</summary>
    public bool IsDynamic => Condition is not null;

    /// <summary>The title in a locale: its own, its language's, or the common one.</summary>
    public string TitleIn(string locale) => LocaleText.Find(Titles, locale) ?? Title;
}

/// <summary>What shoppers of one locale read and see of a bundle; what is null falls back to the bundle's own.</summary>
/// <param name="PictureHash">A picture of the media folder.</param>
public sealed record LocaleContent(string Locale, string? Name = null, string? Text = null, string? PictureHash = null)
{
    /// <summary>Whether it says nothing of its own.</summary>
    public bool IsEmpty => Name is null && Text is null && PictureHash is null;
}

/// <summary>Finds what is said in a locale: <c>de-AT</c> falls back to <c>de</c>, and that to what is said for all, under <c>""</c>.</summary>
[Engine]
public static class LocaleText
{
    /// <summary>Null when neither the locale nor its language nor the text for all is there.</summary>
    public static string? Find(IReadOnlyDictionary<string, string> texts, string locale) =>
        Fallbacks(locale).Select(key => texts.GetValueOrDefault(key)).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    /// <summary>The locale itself, its language, and <c>""</c>.</summary>
    public static IEnumerable<string> Fallbacks(string locale)
    {
        yield return locale;
        if (locale.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash)
        {
            yield return locale[..dash];
        }

        if (locale.Length > 0)
        {
            yield return "";
        }
    }
}
