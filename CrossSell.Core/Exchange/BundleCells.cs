using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;

namespace CrossSell.Core.Exchange;

/// <summary>Writes a bundle's content as the rows of a file, and says whether two contents are the same by what they write.</summary>
internal static class BundleCells
{
    public const char Several = '|';
    public const char Delta = ':';

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<PricingKind, string> Pricings = new()
    {
        [PricingKind.SumOfParts] = "sum", [PricingKind.PercentOff] = "percent-off", [PricingKind.AmountOff] = "amount-off",
        [PricingKind.FixedPrice] = "fixed-price", [PricingKind.PerComponent] = "per-component", [PricingKind.CheapestFree] = "cheapest-free",
        [PricingKind.BuyNPayM] = "buy-n-pay-m",
    };

    private static readonly Dictionary<BundleKind, string> Kinds = new()
    {
        [BundleKind.FixedSet] = "fixed-set", [BundleKind.Choice] = "choice", [BundleKind.TriggeredOffer] = "triggered-offer",
    };

    private static readonly Dictionary<PriceRounding, string> Roundings = new()
    {
        [PriceRounding.None] = "none", [PriceRounding.Whole] = "whole", [PriceRounding.To95] = ".95", [PriceRounding.To99] = ".99",
    };

    private static readonly Dictionary<SlotOrder, string> Orders = new()
    {
        [SlotOrder.PriceLow] = "price-low", [SlotOrder.PriceHigh] = "price-high", [SlotOrder.Margin] = "margin", [SlotOrder.Newest] = "newest",
        [SlotOrder.Stock] = "stock", [SlotOrder.Name] = "name",
    };

    private static readonly Dictionary<ComponentRole, string> Roles = new() { [ComponentRole.Part] = "part", [ComponentRole.Trigger] = "trigger" };

    /// <summary>The words of an enumeration's values, as the file writes them.</summary>
    public static IReadOnlyDictionary<T, string> WordsOf<T>()
        where T : struct, Enum => (IReadOnlyDictionary<T, string>)(object)(default(T) switch
        {
            PricingKind => Pricings,
            BundleKind => Kinds,
            PriceRounding => Roundings,
            SlotOrder => Orders,
            ComponentRole => Roles,
            _ => throw new ArgumentOutOfRangeException(typeof(T).Name),
        });

    /// <summary>Languages in which the content says anything of its own.</summary>
    public static IEnumerable<string> LocalesOf(BundleContent content) => content.Locales.Select(own => own.Locale)
        .Concat(content.Slots.SelectMany(slot => slot.Titles.Keys)).Concat(content.Components.SelectMany(component => component.Titles.Keys))
        .Where(locale => locale.Length > 0).Distinct(StringComparer.Ordinal);

    /// <summary>Rows of the content, each by column: first what is said of the bundle, with its first slot or component.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string?>> Of(string code, BundleContent content, BundleNames names)
    {
        var currency = names.CurrencyOf(content.ChannelIds);
        var rows = content.Slots.Select(slot => SlotRow(slot)).Concat(content.Components.Select(part => PartRow(part, names, currency))).ToList();
        if (rows.Count == 0)
        {
            rows.Add([]);
        }

        foreach (var row in rows)
        {
            row[BundleFile.Code] = code;
        }

        var first = rows[0];
        first["name"] = content.Name;
        first["kind"] = Kinds[content.Kind];
        first["pricing"] = Pricings[content.Pricing];
        first["amount"] = content.Pricing switch
        {
            PricingKind.PercentOff => Percent(content.PercentBasisPoints),
            PricingKind.AmountOff or PricingKind.FixedPrice => new Money(content.Amount, currency).ToInvariant(),
            PricingKind.BuyNPayM => string.Create(CultureInfo.InvariantCulture, $"{content.BuyQuantity} for {content.PayQuantity}"),
            _ => null,
        };
        first["rounding"] = Roundings[content.Rounding];
        first["channels"] = string.Join(Several, content.ChannelIds.Order().Select(names.Channel).OfType<string>());
        (first["valid_from"], first["valid_to"]) = (Wall(content.StartsAt), Wall(content.EndsAt));
        (first["segment"], first["text"], first["picture"], first["note"]) = (content.Segment, content.Text, content.PictureHash, content.Note);
        (first["stacks_with_codes"], first["composite"]) = (Yes(content.StacksWithCodes), Yes(content.IsComposite));
        foreach (var own in content.Locales)
        {
            first[BundleFile.In("name", own.Locale)] = own.Name;
            first[BundleFile.In("text", own.Locale)] = own.Text;
            first[BundleFile.In("picture", own.Locale)] = own.PictureHash;
        }

        return rows;
    }

    /// <summary>Whether a file would say the same of both.</summary>
    public static bool AreSame(BundleContent one, BundleContent other, BundleNames names)
    {
        var (left, right) = (Of("", one, names), Of("", other, names));
        return left.Count == right.Count && left.Zip(right).All(rows => Texts(rows.First).SequenceEqual(Texts(rows.Second)));

        static IEnumerable<(string, string)> Texts(IReadOnlyDictionary<string, string?> row) =>
            row.Where(cell => !string.IsNullOrEmpty(cell.Value)).Select(cell => (cell.Key, cell.Value!)).OrderBy(cell => cell.Key, StringComparer.Ordinal);
    }

    private static Dictionary<string, string?> SlotRow(SlotContent slot)
    {
        var row = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [BundleFile.Slot] = slot.Key, ["title"] = slot.Title, ["required"] = Yes(slot.IsRequired), ["min_quantity"] = Number(slot.ChooseMin),
            ["max_quantity"] = Number(slot.ChooseMax), ["discount"] = slot.DiscountBasisPoints == 0 ? null : Percent(slot.DiscountBasisPoints),
            ["may_repeat"] = Yes(slot.MayRepeat),
            ["condition"] = slot.Condition is { } condition ? JsonSerializer.Serialize(condition, Json) : null,
            ["comparisons"] = slot.Comparisons.Count > 0 ? JsonSerializer.Serialize(slot.Comparisons, Json) : null,
            ["limit"] = slot.IsDynamic ? Number(slot.Limit) : null, ["order"] = slot.IsDynamic ? Orders[slot.Order] : null,
        };
        foreach (var (locale, title) in slot.Titles)
        {
            row[BundleFile.In("title", locale)] = title;
        }

        return row;
    }

    private static Dictionary<string, string?> PartRow(ComponentContent part, BundleNames names, Currency currency)
    {
        var row = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [BundleFile.Slot] = part.SlotKey, [BundleFile.Sku] = names.Sku(part.ProductId), ["required"] = Yes(part.IsRequired), ["role"] = Roles[part.Role],
            ["quantity"] = Number(part.Quantity), ["min_quantity"] = part.MinQuantity is { } least ? Number(least) : null,
            ["max_quantity"] = part.MaxQuantity is { } most ? Number(most) : null,
            ["discount"] = part.DiscountBasisPoints == 0 ? null : Percent(part.DiscountBasisPoints),
            ["price_delta"] = part.PriceDelta == 0 ? null : new Money(part.PriceDelta, currency).ToInvariant(), ["leads"] = Yes(part.Leads),
            ["replacements"] = string.Join(Several, part.Replacements.Select(names.Sku)),
            ["variants"] = string.Join(Several, part.Variants.Select(variant => variant.PriceDelta == 0
                ? names.Sku(variant.ProductId) : $"{names.Sku(variant.ProductId)}{Delta}{new Money(variant.PriceDelta, currency).ToInvariant()}")),
            ["included_bundle"] = part.IncludedBundleId is { } included ? names.Bundle(included) : null,
            ["title"] = part.Titles.GetValueOrDefault(""),
        };
        foreach (var (locale, title) in part.Titles.Where(own => own.Key.Length > 0))
        {
            row[BundleFile.In("title", locale)] = title;
        }

        return row;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Yes(bool yes) => yes ? "yes" : "no";

    private static string? Wall(DateTime? wall) => wall?.ToString(
        wall.Value.TimeOfDay.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
