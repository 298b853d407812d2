using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Reads the rows of one bundle onto the content that it has. A blank cell changes nothing; where a row names a component or a slot, the rows are the whole
/// list, because a bundle is one thing. What cannot be read is an error of its row and cell.
/// </summary>
internal sealed class BundleReading(BundleEntry entry, BundleNames names, List<RowError> errors)
{
    private Currency currency;

    /// <summary>The content as the file wants it; what is wrong with it stands among the errors.</summary>
    /// <param name="before">What the bundle has; null for a new one.</param>
    public BundleContent Read(BundleContent? before)
    {
        var channels = Channels() ?? before?.ChannelIds ?? [];
        currency = names.CurrencyOf(channels);
        var content = (before ?? new BundleContent("", [], [])) with
        {
            Name = Text("name") ?? before?.Name ?? "",
            ChannelIds = channels,
            Text = Text("text") ?? before?.Text,
            Note = Text("note") ?? before?.Note,
            Segment = Text("segment") ?? before?.Segment,
            PictureHash = Text("picture") ?? before?.PictureHash,
            StartsAt = Wall("valid_from") ?? before?.StartsAt,
            EndsAt = Wall("valid_to") ?? before?.EndsAt,
            StacksWithCodes = Said("stacks_with_codes", Yes) ?? before?.StacksWithCodes ?? false,
            IsComposite = Said("composite", Yes) ?? before?.IsComposite ?? false,
            Rounding = Said("rounding", Word<PriceRounding>) ?? before?.Rounding ?? PriceRounding.None,
            Pricing = Said("pricing", Word<PricingKind>) ?? before?.Pricing ?? PricingKind.SumOfParts,
            Locales = Locales(before),
        };
        content = Amount(content);
        if (entry.Rows.Exists(row => row[BundleFile.Sku] is not null || row[BundleFile.Slot] is not null))
        {
            content = content with { Slots = Slots(before), Components = Components(before) };
        }

        return content with { Kind = Said("kind", Word<BundleKind>) ?? before?.Kind ?? KindOf(content) };
    }

    private static BundleKind KindOf(BundleContent content) => content.Triggers.Any() ? BundleKind.TriggeredOffer
        : content.Slots.Count > 0 ? BundleKind.Choice : BundleKind.FixedSet;

    private string? Text(string column) => entry.Say(column)?.Text;

    private T? Said<T>(string column, Func<BundleRow, string, T?> read)
        where T : struct => entry.Say(column) is { } said ? read(said.Row, column) : null;

    private DateTime? Wall(string column)
    {
        if (entry.Say(column) is not { } said)
        {
            return null;
        }

        if (DateTime.TryParseExact(
            said.Text, ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"],
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
        {
            return wall;
        }

        Wrong(said.Row, column, "write a date like 2026-12-24 or 2026-12-24 18:00, in the time of each shop");
        return null;
    }

    private IReadOnlyList<int>? Channels()
    {
        if (entry.Say("channels") is not { } said)
        {
            return null;
        }

        var found = new SortedSet<int>();
        foreach (var code in List(said.Text))
        {
            if (names.Channel(code) is { } channel)
            {
                found.Add(channel.Id);
            }
            else
            {
                Wrong(said.Row, "channels", $"there is no shop \"{code}\"");
            }
        }

        return [.. found];
    }

    /// <summary>How much: percent, an amount, or "3 for 2", as the pricing asks.</summary>
    private BundleContent Amount(BundleContent content)
    {
        if (entry.Say("amount") is not { } said)
        {
            return content;
        }

        switch (content.Pricing)
        {
            case PricingKind.PercentOff:
                return content with { PercentBasisPoints = Percent(said.Row, "amount") ?? 0 };
            case PricingKind.AmountOff or PricingKind.FixedPrice:
                return content with { Amount = Money(said.Row, "amount", said.Text) ?? 0 };
            case PricingKind.BuyNPayM when said.Text.Split(" for ", StringSplitOptions.TrimEntries) is [var buy, var pay]
                && int.TryParse(buy, NumberStyles.None, CultureInfo.InvariantCulture, out var bought)
                && int.TryParse(pay, NumberStyles.None, CultureInfo.InvariantCulture, out var paid):
                return content with { BuyQuantity = bought, PayQuantity = paid };
            case PricingKind.BuyNPayM:
                Wrong(said.Row, "amount", "write how many are bought for how many, like 3 for 2");
                return content;
            default:
                Wrong(said.Row, "amount", "this pricing needs no amount; leave the cell blank");
                return content;
        }
    }

    private EquatableList<LocaleContent> Locales(BundleContent? before)
    {
        var said = entry.Rows.SelectMany(row => row.Cells.Keys).Select(column => column.Split('@')).Where(parts => parts is ["name" or "text" or "picture", _])
            .Select(parts => parts[1]);
        var own = (before?.Locales ?? []).ToDictionary(locale => locale.Locale, StringComparer.OrdinalIgnoreCase);
        foreach (var locale in said.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var known = own.GetValueOrDefault(locale) ?? new LocaleContent(locale);
            own[locale] = known with
            {
                Name = Text(BundleFile.In("name", locale)) ?? known.Name,
                Text = Text(BundleFile.In("text", locale)) ?? known.Text,
                PictureHash = Text(BundleFile.In("picture", locale)) ?? known.PictureHash,
            };
        }

        return new EquatableList<LocaleContent>([.. own.Values]);
    }

    private EquatableList<SlotContent> Slots(BundleContent? before)
    {
        var found = new List<SlotContent>();
        foreach (var row in entry.Rows.Where(row => row[BundleFile.Sku] is null && row[BundleFile.Slot] is not null))
        {
            var key = row[BundleFile.Slot]!;
            var known = before?.Slots.FirstOrDefault(slot => slot.Key == key) ?? new SlotContent(key, key);
            found.Add(known with
            {
                Title = row["title"] ?? known.Title,
                Titles = Titles(row, known.Titles),
                IsRequired = Yes(row, "required") ?? known.IsRequired,
                ChooseMin = Whole(row, "min_quantity") ?? known.ChooseMin,
                ChooseMax = Whole(row, "max_quantity") ?? known.ChooseMax,
                DiscountBasisPoints = Percent(row, "discount") ?? known.DiscountBasisPoints,
                MayRepeat = Yes(row, "may_repeat") ?? known.MayRepeat,
                Limit = Whole(row, "limit") ?? known.Limit,
                Order = Word<SlotOrder>(row, "order") ?? known.Order,
                Condition = Stored<Condition>(row, "condition", "it is no condition; copy it from an export") ?? known.Condition,
                Comparisons = Stored<EquatableList<Comparison>>(row, "comparisons", "these are no comparisons; copy them from an export") ?? known.Comparisons,
            });
        }

        // A slot that only components name keeps what is known of it, and is called as its key where nothing is.
        foreach (var key in entry.Rows.Where(row => row[BundleFile.Sku] is not null).Select(row => row[BundleFile.Slot]).OfType<string>().Distinct()
            .Where(key => found.TrueForAll(slot => slot.Key != key)).ToList())
        {
            found.Add(before?.Slots.FirstOrDefault(slot => slot.Key == key) ?? new SlotContent(key, key));
        }

        return new EquatableList<SlotContent>(found);
    }

    private T? Stored<T>(BundleRow row, string column, string problem)
        where T : class
    {
        if (row[column] is not { } text)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(text, BundleCells.Json);
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException)
        {
            Wrong(row, column, problem);
            return null;
        }
    }

    private List<ComponentContent> Components(BundleContent? before)
    {
        var found = new List<ComponentContent>();
        foreach (var row in entry.Rows.Where(row => row[BundleFile.Sku] is not null))
        {
            if (Product(row, BundleFile.Sku, row[BundleFile.Sku]!) is not { } product)
            {
                continue;
            }

            var role = Word<ComponentRole>(row, "role") ?? ComponentRole.Part;
            var known = before?.Components.FirstOrDefault(part => part.Key == new ComponentKey(product, row[BundleFile.Slot], role))
                ?? new ComponentContent(product) { SlotKey = row[BundleFile.Slot], Role = role };
            found.Add(known with
            {
                Quantity = Whole(row, "quantity") ?? known.Quantity,
                MinQuantity = Whole(row, "min_quantity") ?? known.MinQuantity,
                MaxQuantity = Whole(row, "max_quantity") ?? known.MaxQuantity,
                IsRequired = Yes(row, "required") ?? known.IsRequired,
                DiscountBasisPoints = Percent(row, "discount") ?? known.DiscountBasisPoints,
                Leads = Yes(row, "leads") ?? known.Leads,
                PriceDelta = row["price_delta"] is { } delta ? Money(row, "price_delta", delta) ?? 0 : known.PriceDelta,
                Replacements = row["replacements"] is { } others
                    ? new EquatableList<int>([.. List(others).Select(sku => Product(row, "replacements", sku)).OfType<int>()]) : known.Replacements,
                Variants = row["variants"] is { } variants ? Variants(row, variants) : known.Variants,
                IncludedBundleId = Included(row) ?? known.IncludedBundleId,
                Titles = Titles(row, known.Titles, row["title"]),
            });
        }

        return found;
    }

    private EquatableList<VariantContent> Variants(BundleRow row, string text)
    {
        var found = new List<VariantContent>();
        foreach (var one in List(text))
        {
            // A SKU may hold the mark itself: the price difference stands behind the last one, where the whole is no SKU.
            var at = names.Product(one) is null ? one.LastIndexOf(BundleCells.Delta) : -1;
            if (Product(row, "variants", at < 0 ? one : one[..at]) is { } product)
            {
                found.Add(new VariantContent(product, at < 0 ? 0 : Money(row, "variants", one[(at + 1)..]) ?? 0));
            }
        }

        return new EquatableList<VariantContent>(found);
    }

    private int? Included(BundleRow row)
    {
        if (row["included_bundle"] is not { } code)
        {
            return null;
        }

        if (names.Bundle(code) is { } id)
        {
            return id;
        }

        Wrong(row, "included_bundle", "there is no such bundle");
        return null;
    }

    private static EquatableDictionary<string, string> Titles(BundleRow row, EquatableDictionary<string, string> known, string? common = null)
    {
        var titles = known.ToDictionary(title => title.Key, title => title.Value, StringComparer.Ordinal);
        if (common is not null)
        {
            titles[""] = common;
        }

        foreach (var (column, title) in row.Cells.Where(cell => cell.Key.StartsWith("title@", StringComparison.OrdinalIgnoreCase)))
        {
            titles[column["title@".Length..]] = title;
        }

        return new EquatableDictionary<string, string>(titles);
    }

    private int? Product(BundleRow row, string column, string sku)
    {
        if (names.Product(sku) is { } id)
        {
            return id;
        }

        errors.Add(BundleFile.Error(row, column, $"is \"{sku}\"; there is no such product."));
        return null;
    }

    private bool? Yes(BundleRow row, string column)
    {
        switch (row[column]?.ToLowerInvariant())
        {
            case null:
                return null;
            case "yes" or "true" or "1":
                return true;
            case "no" or "false" or "0":
                return false;
            default:
                Wrong(row, column, "use yes or no");
                return null;
        }
    }

    private int? Whole(BundleRow row, string column)
    {
        if (row[column] is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        Wrong(row, column, "use a whole number from 1");
        return null;
    }

    private int? Percent(BundleRow row, string column)
    {
        if (row[column] is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and <= 100 && percent * 100 % 1 == 0)
        {
            return (int)(percent * 100);
        }

        Wrong(row, column, "use a percentage from 0 to 100 such as 12.5");
        return null;
    }

    private long? Money(BundleRow row, string column, string text)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
            && Math.Abs(amount) < 1_000_000_000 && amount * currency.Scale % 1 == 0)
        {
            return (long)(amount * currency.Scale);
        }

        Wrong(row, column, $"use an amount in {currency.Code} such as 12.50");
        return null;
    }

    private T? Word<T>(BundleRow row, string column)
        where T : struct, Enum
    {
        if (row[column] is not { } text)
        {
            return null;
        }

        var words = BundleCells.WordsOf<T>();
        foreach (var (value, word) in words)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        Wrong(row, column, $"use {string.Join(", ", words.Values)}");
        return null;
    }

    private static string[] List(string text) =>
        text.Split(BundleCells.Several, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void Wrong(BundleRow row, string column, string how) => errors.Add(BundleFile.Error(row, column, $"is \"{row[column]}\"; {how}."));
}
