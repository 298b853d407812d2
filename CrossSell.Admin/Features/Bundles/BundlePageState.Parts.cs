using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <content>What is in it: parts, triggers, slots and what may fill them.</content>
public sealed partial class BundlePageState
{
    /// <summary>All products that the draft names: parts, what steps in for them, variants to pick.</summary>
    public IReadOnlyList<int> ProductIds => [.. Content.Components
        .SelectMany(part => part.Replacements.Append(part.ProductId).Concat(part.Variants.Select(variant => variant.ProductId))).Distinct()];

    /// <summary>What a shop says of a product; null while it is not known.</summary>
    public ProductSummary? Product(Channel shop, int productId) => products.GetValueOrDefault(shop.Id)?.GetValueOrDefault(productId)?.Summary;

    /// <summary>The parts of a slot, the parts that are always in, or the triggers: those that are moved among one another.</summary>
    public IReadOnlyList<ComponentContent> Group(string? slotKey, ComponentRole role = ComponentRole.Part) =>
        [.. Content.Components.Where(part => part.SlotKey == slotKey && part.Role == role)];

    /// <summary>Whether this is the product on whose page the bundle stands in any case.</summary>
    public bool IsMain(ComponentContent part) => Content.Kind == BundleKind.TriggeredOffer
        ? part.Role == ComponentRole.Trigger
        : Content.Components.Count > 0 && ReferenceEquals(part, Content.Components[0]);

    /// <summary>
    /// Another kind of bundle. What the new kind has no place for goes: a set keeps the first choice of each slot, and what was a trigger is a part of it.
    /// </summary>
    public bool SetKind(BundleKind kind)
    {
        if (kind == Content.Kind)
        {
            return false;
        }

        IEnumerable<ComponentContent> parts = Content.Components;
        if (kind != BundleKind.TriggeredOffer)
        {
            parts = parts.Select(part => part with { Role = ComponentRole.Part });
        }
        else if (!Content.Triggers.Any())
        {
            parts = parts.Select((part, index) => index == 0 ? part with { Role = ComponentRole.Trigger, SlotKey = null } : part);
        }

        var slots = Content.Slots;
        if (kind == BundleKind.FixedSet)
        {
            parts = parts.GroupBy(part => part.SlotKey).SelectMany(group => group.Key is null ? group : group.Take(1))
                .Select(part => part with { SlotKey = null });
            slots = [];
        }

        return ChangeParts(parts.DistinctBy(part => part.Key), Content with { Kind = kind, Slots = slots });
    }

    public bool Add(int productId, string? slotKey = null, ComponentRole role = ComponentRole.Part)
    {
        var part = new ComponentContent(productId) { SlotKey = slotKey, Role = role };
        return Content.Components.All(other => other.Key != part.Key) && ChangeParts(Content.Components.Append(part));
    }

    public bool Remove(ComponentKey key) => ChangeParts(Content.Components.Where(part => part.Key != key));

    /// <summary>Among those of its group.</summary>
    /// <param name="by">-1 up, 1 down.</param>
    public bool Move(ComponentKey key, int by)
    {
        var group = Group(key.SlotKey, key.Role);
        var to = group.ToList().FindIndex(part => part.Key == key) + by;
        return to >= 0 && to < group.Count && Drop(key, group[to].Key);
    }

    /// <summary>To the place of another part of its group; between groups nothing moves.</summary>
    public bool Drop(ComponentKey key, ComponentKey onto)
    {
        var parts = Content.Components.ToList();
        var (from, to) = (parts.FindIndex(part => part.Key == key), parts.FindIndex(part => part.Key == onto));
        if (from < 0 || to < 0 || from == to || (key.SlotKey, key.Role) != (onto.SlotKey, onto.Role))
        {
            return false;
        }

        var moved = parts[from];
        parts.RemoveAt(from);
        parts.Insert(to, moved);
        return ChangeParts(parts);
    }

    public bool SetQuantity(ComponentKey key, string? text) =>
        ReadWhole(Field("quantity", key), text, 1, out var quantity)
        && ChangePart(key, part => part with
        {
            Quantity = quantity,
            MinQuantity = part.MinQuantity is { } least ? Math.Min(least, quantity) : null,
            MaxQuantity = part.MaxQuantity is { } most ? Math.Max(most, quantity) : null,
        });

    /// <param name="text">Empty where the shopper does not choose the quantity.</param>
    public bool SetLeast(ComponentKey key, string? text) => string.IsNullOrWhiteSpace(text)
        ? Read(Field("least", key), text, true, "") && ChangePart(key, part => part with { MinQuantity = null })
        : ReadWhole(Field("least", key), text, 1, out var least)
            && ChangePart(key, part => part with
            {
                MinQuantity = least,
                Quantity = Math.Max(part.Quantity, least),
                MaxQuantity = AtLeast(part.MaxQuantity, least),
            });

    /// <inheritdoc cref="SetLeast"/>
    public bool SetMost(ComponentKey key, string? text) => string.IsNullOrWhiteSpace(text)
        ? Read(Field("most", key), text, true, "") && ChangePart(key, part => part with { MaxQuantity = null })
        : ReadWhole(Field("most", key), text, 1, out var most)
            && ChangePart(key, part => part with
            {
                MaxQuantity = most,
                Quantity = Math.Min(part.Quantity, most),
                MinQuantity = AtMost(part.MinQuantity, most),
            });

    public bool SetDiscount(ComponentKey key, string? text) =>
        Read(Field("discount", key), text, TypedNumbers.TryPercent(text, out var basisPoints), L["0 to 100 %."])
        && ChangePart(key, part => part with { DiscountBasisPoints = basisPoints });

    /// <summary>What the set costs more, or with a minus less, with this choice.</summary>
    public bool SetDelta(ComponentKey key, string? text) =>
        ReadDelta(Field("delta", key), text, out var minor) && ChangePart(key, part => part with { PriceDelta = minor });

    /// <summary>Whether the bundle is also offered on the page of a component that is not the main product.</summary>
    public bool SetLeads(ComponentKey key, bool leads) => ChangePart(key, part => part with { Leads = leads });

    public bool SetRequired(ComponentKey key, bool required) => ChangePart(key, part => part with { IsRequired = required });

    /// <param name="locale"><c>""</c> for all that have none of their own.</param>
    public bool SetTitle(ComponentKey key, string locale, string? text) => ChangePart(key, part => part with { Titles = With(part.Titles, locale, text) });

    /// <summary>Steps in last, after those that are there; at most three do.</summary>
    public bool AddReplacement(ComponentKey key, int productId) => ChangePart(key, part =>
        part.Replacements.Count >= BundleContent.MaxReplacements || part.Replacements.Contains(productId) || part.ProductId == productId
            ? part : part with { Replacements = [.. part.Replacements, productId] });

    public bool RemoveReplacement(ComponentKey key, int productId) =>
        ChangePart(key, part => part with { Replacements = [.. part.Replacements.Where(id => id != productId)] });

    /// <summary>Whether a variant of a family may be picked; none that is chosen means each may.</summary>
    public bool SetVariant(ComponentKey key, int variantId, bool isAllowed) => ChangePart(key, part => part with
    {
        Variants = isAllowed
            ? [.. part.Variants.Where(variant => variant.ProductId != variantId), new VariantContent(variantId)]
            : [.. part.Variants.Where(variant => variant.ProductId != variantId)],
    });

    public bool SetVariantDelta(ComponentKey key, int variantId, string? text) =>
        ReadDelta(Field($"variant-{variantId.ToString(CultureInfo.InvariantCulture)}", key), text, out var minor)
        && ChangePart(key, part => part with
        {
            Variants = [.. part.Variants.Select(variant => variant.ProductId == variantId ? variant with { PriceDelta = minor } : variant)],
        });

    /// <summary>A slot at the end. A set with one is a choice.</summary>
    /// <param name="title">Its key is made from it.</param>
    public bool AddSlot(string title)
    {
        var words = title.Trim().ToLowerInvariant().Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == ' ')
            .Select(letter => letter == ' ' ? '-' : letter);
        var stem = new string([.. words.Take(SlotContent.KeyLength - 4)]).Trim('-') is { Length: > 0 } made ? made : "slot";
        var key = Enumerable.Range(1, BundleContent.MaxSlots + 1)
            .Select(number => number == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}"))
            .First(candidate => Content.Slots.All(slot => slot.Key != candidate));
        return Content.Slots.Count < BundleContent.MaxSlots && Change(Content with
        {
            Kind = Content.Kind == BundleKind.FixedSet ? BundleKind.Choice : Content.Kind,
            Slots = [.. Content.Slots, new SlotContent(key, title.Trim())],
        });
    }

    /// <summary>With what could fill it.</summary>
    public bool RemoveSlot(string key) => ChangeParts(
        Content.Components.Where(part => part.SlotKey != key), Content with { Slots = [.. Content.Slots.Where(slot => slot.Key != key)] });

    public bool MoveSlot(string key, int by)
    {
        var slots = Content.Slots.ToList();
        var from = slots.FindIndex(slot => slot.Key == key);
        if (from < 0 || from + by < 0 || from + by >= slots.Count)
        {
            return false;
        }

        (slots[from], slots[from + by]) = (slots[from + by], slots[from]);
        return Change(Content with { Slots = [.. slots] });
    }

    public bool SetSlotTitle(string key, string? text) =>
        Read($"title-{key}", text, text?.Trim().Length is > 0 and <= SlotContent.TitleLength, L["A title of 1 to {0} letters.", SlotContent.TitleLength])
        && ChangeSlot(key, slot => slot with { Title = text!.Trim() });

    /// <param name="locale">One of the shops'.</param>
    public bool SetSlotTitle(string key, string locale, string? text) => ChangeSlot(key, slot => slot with { Titles = With(slot.Titles, locale, text) });

    public bool SetChooseMin(string key, string? text) =>
        ReadWhole($"min-{key}", text, 1, out var least, SlotContent.MostProducts)
        && ChangeSlot(key, slot => slot with { ChooseMin = least, ChooseMax = Math.Max(slot.ChooseMax, least) });

    public bool SetChooseMax(string key, string? text) =>
        ReadWhole($"max-{key}", text, 1, out var most, SlotContent.MostProducts)
        && ChangeSlot(key, slot => slot with { ChooseMax = most, ChooseMin = Math.Min(slot.ChooseMin, most) });

    public bool SetSlotRequired(string key, bool required) => ChangeSlot(key, slot => slot with { IsRequired = required });

    public bool SetSlotRepeats(string key, bool repeats) => ChangeSlot(key, slot => slot with { MayRepeat = repeats });

    /// <summary>Fills the slot from the catalogue; its products go. Null fills it by hand again.</summary>
    /// <param name="comparisons">What its products must be beside the main product; null for nothing.</param>
    public bool SetSlotRule(string key, Condition? condition, EquatableList<Comparison>? comparisons = null) => ChangeParts(
        condition is null ? Content.Components : Content.Components.Where(part => part.SlotKey != key),
        Content with
        {
            Slots = [.. Content.Slots.Select(slot => slot.Key == key ? slot with { Condition = condition, Comparisons = comparisons ?? [] } : slot)],
        });

    /// <summary>A number that no line of a rule on this page has had.</summary>
    public int NextLine() => ++lines;

    public bool SetSlotLimit(string key, string? text) =>
        ReadWhole($"limit-{key}", text, 1, out var limit, SlotContent.MostProducts) && ChangeSlot(key, slot => slot with { Limit = limit });

    public bool SetSlotOrder(string key, SlotOrder order) => ChangeSlot(key, slot => slot with { Order = order });

    public bool SetSlotDiscount(string key, string? text) =>
        Read($"off-{key}", text, TypedNumbers.TryPercent(text, out var basisPoints), L["0 to 100 %."])
        && ChangeSlot(key, slot => slot with { DiscountBasisPoints = basisPoints });

    /// <summary>A field of one part, for what could not be read of it.</summary>
    public static string Field(string name, ComponentKey key)
    {
        var place = key.Role == ComponentRole.Trigger ? "-trigger" : key.SlotKey is { } slot ? "-" + slot : "";
        return string.Create(CultureInfo.InvariantCulture, $"{name}-{key.ProductId}{place}");
    }

    // A slot that is no more takes the products that name it along.
    private static IReadOnlyList<ComponentContent> WithSlots(IReadOnlyList<ComponentContent> parts, BundleContent from) =>
        [.. parts.Where(part => part.SlotKey is null || from.Slots.Any(slot => slot.Key == part.SlotKey && !slot.IsDynamic))];

    private static int? AtLeast(int? number, int least) => number is { } known ? Math.Max(known, least) : null;

    private static int? AtMost(int? number, int most) => number is { } known ? Math.Min(known, most) : null;

    private static EquatableDictionary<string, string> With(EquatableDictionary<string, string> texts, string locale, string? text)
    {
        var all = texts.Where(pair => pair.Key != locale).ToDictionary();
        if (Clean(text) is { } said)
        {
            all[locale] = said;
        }

        return new(all);
    }

    private bool ReadWhole(string field, string? text, int least, out int number, int most = BundlePricing.MaxQuantity) =>
        Read(field, text, TypedNumbers.TryWhole(text, out number) && number >= least && number <= most, L["A whole number, at least 1."]);

    private bool ReadDelta(string field, string? text, out long minor)
    {
        var (sign, typed) = text?.Trim() is ['-' or '−', .. var rest] ? (-1, rest) : (1, text?.Trim().TrimStart('+'));
        var isRead = TypedNumbers.TryAmount(string.IsNullOrEmpty(typed) ? "0" : typed, Places[0].Currency, out var amount);
        minor = sign * amount.Minor;
        return Read(field, text, isRead, L["An amount in {0}.", Places[0].CurrencyCode]);
    }

    private bool ChangePart(ComponentKey key, Func<ComponentContent, ComponentContent> change) =>
        ChangeParts(Content.Components.Select(part => part.Key == key ? change(part) : part));

    private bool ChangeSlot(string key, Func<SlotContent, SlotContent> change) =>
        Change(Content with { Slots = [.. Content.Slots.Select(slot => slot.Key == key ? change(slot) : slot)] });

    // Triggers first, then what is always in, then slot by slot: the first one is the main product.
    private bool ChangeParts(IEnumerable<ComponentContent> parts, BundleContent? content = null)
    {
        var into = content ?? Content;
        var places = into.Slots.Select((slot, index) => (slot.Key, index)).ToDictionary(pair => pair.Key, pair => pair.index);
        return Change(into with { Components = [.. parts.OrderBy(PlaceOf)] });

        int PlaceOf(ComponentContent part) =>
            part.Role == ComponentRole.Trigger ? -2 : part.SlotKey is { } slot ? places.GetValueOrDefault(slot, int.MaxValue) : -1;
    }
}
