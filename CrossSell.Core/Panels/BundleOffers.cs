using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>A bundle on its way through the filters: what keeps it out, or the offer that it makes.</summary>
internal sealed record CheckedBundle(BundleFact Bundle, PanelDrop? Drop, BundleOffer? Offer = null, string? Warning = null, string? PartSku = null);

/// <summary>Whether a bundle can be offered in a panel, and as what. Pure.</summary>
[Engine]
internal static class BundleOffers
{
    /// <summary>
    /// What the shopper may choose, each with the price of the set; what cannot be sold is left out. For facts: panels do not price it again.
    /// </summary>
    public static IReadOnlyList<BundleSlotFact> SlotsOf(BundleQuote quote)
    {
        var usual = BundleChoices.Usual(quote.Parts);
        BundleOptionFact Priced(QuoteOption option, string? slot) => new(option, quote.PriceOf(
            [.. usual.Where(pick => slot is null || pick.Option.SlotKey != slot), new BundlePick(option, option.Quantity)]).Value?.SetPrice.Minor);

        var slots = quote.Parts.Slots.Where(slot => slot.Sellable.Any() && !slot.IsHidden).Select(slot => new BundleSlotFact(
            slot.Slot.Key, slot.Slot.ChooseMin, slot.Slot.ChooseMax, slot.Slot.IsRequired, slot.Slot.MayRepeat,
            // Of several choices only whole ones have a price: then what one more product makes is not said.
            [.. slot.Sellable.Select(option => slot.Slot.ChooseMin > 1 ? new BundleOptionFact(option, null) : Priced(option, slot.Slot.Key))])
        {
            Slot = slot.Slot,
        });
        var extras = quote.Parts.Always.Where(part => !part.Component.IsRequired && part.Options.Any(option => option.Problem is null))
            .Select(part => new BundleSlotFact(
                $"part-{part.Component.ProductId}", part.Component.Fewest, part.Component.Most, false, true,
                [.. part.Options.Where(option => option.Problem is null).Select(option => Priced(option, null))]));
        return [.. slots, .. extras];
    }

    public static CheckedBundle Check(PanelContext context, BundleFact bundle)
    {
        if (bundle.IsPaused)
        {
            return new(bundle, new(PanelFilter.NoLongerValid, L["is paused: it has changed since it was approved"]));
        }

        if (LeadsElsewhere(context, bundle) is { } elsewhere)
        {
            return new(bundle, elsewhere);
        }

        if ((context.OtherSegment(bundle.Segment) ?? context.OutsideValidity(bundle.Validity)) is { } outside)
        {
            return new(bundle, outside);
        }

        if (bundle.Quote?.EmptySlots.FirstOrDefault() is { } empty)
        {
            return new(bundle, new(PanelFilter.OutOfStock, L["nothing is left for {0}", empty.Slot.Title]));
        }

        var anchor = context.Facts.Anchor;
        var parts = new List<OfferedPart>();
        string? warning = null;
        foreach (var fact in bundle.Parts)
        {
            var (part, drop, sku) = Part(context, fact, parts);
            if (part is null)
            {
                return new(bundle, drop, PartSku: sku);
            }

            warning ??= part.Product.FamilyId != anchor.FamilyId && context.IsSubstitute(part.Product)
                ? L["{0} is also a substitute of the main product", part.Product.Name].Value : null;
            parts.Add(part);
        }

        if (bundle.Kind != BundleKind.TriggeredOffer
            && !parts.Exists(part => part.Product.Id == anchor.Id || (anchor.Kind == ProductKind.Parent && part.Product.FamilyId == anchor.FamilyId)))
        {
            return new(bundle, new(PanelFilter.WithoutAnchor, L["does not contain the main product"]));
        }

        var priced = Priced(bundle, parts);
        return PriceDrop(priced.Price, priced.Shares.Sum(), parts) is { } broken
            ? new(bundle, broken)
            : new(bundle, null, Offer(context, bundle, parts, priced), warning);
    }

    /// <summary>
    /// A camera's kit leads the camera's page, not the page of every card in it; a triggered offer that of its trigger. Null when it leads here, and when it
    /// does not hold the anchor at all.
    /// </summary>
    private static PanelDrop? LeadsElsewhere(PanelContext context, BundleFact bundle)
    {
        var anchor = context.Facts.Anchor;
        bool IsAnchor(int id) =>
            id == anchor.Id || id == anchor.FamilyId || (anchor.Kind == ProductKind.Parent && context.Find(id)?.FamilyId == anchor.Id);
        string Names(IEnumerable<int> ids) => string.Join(", ", ids.Select(id => context.Find(id)?.Name ?? context.NameElsewhere(id).Name));
        var own = bundle.Parts.Where(part => IsAnchor(part.ProductId) || part.Options.Any(option => IsAnchor(option.Product.Id))).ToArray();
        if (Array.Exists(own, part => part.Leads && IsAnchor(part.ProductId)))
        {
            return null;
        }

        if (bundle.Kind == BundleKind.TriggeredOffer)
        {
            return bundle.Triggers.Any(id => IsAnchor(id) || (context.Request.Placement.SpeaksForCart() && IsInCart(context, id)))
                ? null
                : new(PanelFilter.LeadsElsewhere, L["is offered with {0}", Names(bundle.Triggers)]);
        }

        var isChoice = own.Length == 0 && bundle.Slots.SelectMany(slot => slot.Options).Any(option => IsAnchor(option.Option.Product.Id));
        return own.Length == 0 && !isChoice
            ? null
            : new(
                PanelFilter.LeadsElsewhere,
                L["is shown on the page of {0}, not this one", Names(bundle.Parts.Where(part => part.Leads).Select(part => part.ProductId))]);
    }

    private static bool IsInCart(PanelContext context, int id) =>
        context.Request.Cart.Contains(id) || context.Request.Cart.Any(inCart => context.Find(inCart)?.FamilyId == id)
            || context.Facts.AlsoInCart.Any(product => product.Id == id || product.FamilyId == id);

    /// <summary>The usual product of a part, or of a slot the first of its products that can be offered; what keeps the usual one out when none can.</summary>
    private static (OfferedPart? Part, PanelDrop? Drop, string? Sku) Part(PanelContext context, BundlePartFact fact, List<OfferedPart> taken)
    {
        if (context.Find(fact.ProductId) is not { } listed)
        {
            return (null, new(PanelFilter.NotInChannel, L["a part is not sold in this shop"]), context.NameElsewhere(fact.ProductId).Sku);
        }

        var (product, drop) = Product(context, listed, fact.Quantity);
        if (drop is null)
        {
            return (Offered(fact, product, fact.Quantity), null, null);
        }

        foreach (var option in fact.Slot is null ? [] : fact.Options.Where(option => option.Problem is null && option.Product.Id != fact.ProductId
            && !taken.Exists(part => part.Product.Id == option.Product.Id)))
        {
            if (context.Find(option.Product.Id) is { } other && Product(context, other, option.Quantity) is { Drop: null } found)
            {
                return (Offered(fact, found.Product, option.Quantity), null, null);
            }
        }

        return (null, drop.Value with { Why = $"{listed.Name}: {drop.Value.Why}" }, product.Sku);
    }

    private static OfferedPart Offered(BundlePartFact fact, ProductFact product, int quantity) =>
        new(product, fact, fact.Options.FirstOrDefault(option => option.Product.Id == product.Id), quantity);

    /// <summary>
    /// The product that stands for a part: the anchor for its own family, the nearest sellable variant in the shopper's size for another parent. A variant that
    /// was chosen as a part stands for itself alone: in another size than the shopper's the bundle is none for them.
    /// </summary>
    private static (ProductFact Product, PanelDrop? Drop) Product(PanelContext context, ProductFact listed, int quantity)
    {
        var anchor = context.Facts.Anchor;
        if (listed.Kind != ProductKind.Parent)
        {
            return (listed, Drop(context, listed, quantity) ?? VariantChoice.OtherSize(context, listed));
        }

        if (anchor.Kind == ProductKind.Variant && anchor.FamilyId == listed.Id)
        {
            return (anchor, Drop(context, anchor, quantity));
        }

        if (!listed.IsActive)
        {
            return (listed, context.NotSold(listed));
        }

        var (chosen, drop) = VariantChoice.Choose(context, listed, variant => Drop(context, variant, quantity));
        return (chosen ?? listed, drop);
    }

    private static PanelDrop? Drop(PanelContext context, ProductFact product, int quantity)
    {
        var drop = product.FamilyId == context.Facts.Anchor.FamilyId ? context.NotSold(product) : context.HardDrop(product, isByHand: true);
        return drop ?? (product.Stock < quantity
            ? new(PanelFilter.OutOfStock, L["{0} in stock, the bundle needs {1}", product.Stock ?? 0, quantity]) : null);
    }

    /// <summary>The price of what is really offered: that of the usual choice, unless a variant or another product of a slot stands in.</summary>
    private static (long Price, long[] Shares, long?[] Nets, SavingClaim? Claim) Priced(BundleFact bundle, List<OfferedPart> parts)
    {
        if (bundle.Quote is { } quote && parts.Exists(part => part.Product.Id != part.Fact.ProductId) && parts.TrueForAll(part => part.Option is not null)
            && quote.PriceOf([.. parts.Select(part => new BundlePick(part.Option!, part.Quantity))]).Value is { } price)
        {
            return (
                price.SetPrice.Minor, [.. price.Components.Select(part => part.SetTotal.Minor)], [.. price.Components.Select(part => (long?)part.Net.Minor)],
                bundle.Claim is null ? null : SavingClaim.Of(price, quote.Figures!.Settings, quote.Figures.Histories, bundle.Began));
        }

        return (bundle.Price, [.. parts.Select(part => part.Fact.Share)], [.. parts.Select(part => part.Fact.Net)], bundle.Claim);
    }

    private static PanelDrop? PriceDrop(long price, long shares, List<OfferedPart> parts)
    {
        if (price <= 0)
        {
            return new(PanelFilter.PriceZero, L["has no price"]);
        }

        if (shares != price)
        {
            return new(PanelFilter.PriceBroken, L["its price is not the sum of its parts"]);
        }

        return parts.Sum(part => part.Product.Price * part.Quantity) < price
            ? new(PanelFilter.PriceBroken, L["more expensive than its parts bought separately"])
            : null;
    }

    private static BundleOffer Offer(
        PanelContext context, BundleFact bundle, List<OfferedPart> parts, (long Price, long[] Shares, long?[] Nets, SavingClaim? Claim) priced)
    {
        var currency = context.Facts.Channel.Currency;
        var sum = parts.Sum(part => part.Product.Price * part.Quantity);
        Money Amount(long minor) => new(minor, currency);
        // Where the shop says reductions against the lowest price of 30 days, nothing else is said.
        var saving = priced.Claim is { } claim ? claim.Saving?.Minor ?? 0 : sum - priced.Price;
        var was = priced.Claim is { } said ? said.Was : sum > priced.Price ? Amount(sum) : null;
        var local = bundle.Quote?.Content.In(context.Request.Locale ?? bundle.Quote.Channel.Locales[0]);
        var inCart = context.Request.Cart.Distinct().ToDictionary(id => id, _ => 1);
        return new BundleOffer(
            bundle.Id,
            bundle.Code,
            bundle.Revision,
            local?.Name ?? bundle.Name,
            local?.Text ?? bundle.Text,
            parts.Select((part, index) => new BundleOfferPart(
                PanelResolver.View(part.Product, currency),
                part.Quantity,
                Amount(part.Product.Price * part.Quantity),
                Amount(priced.Shares[index]),
                part.Fact.Leads)
            {
                Net = priced.Nets[index] is { } net ? Amount(net) : null,
                TaxBasisPoints = part.Fact.TaxBasisPoints,
                Replaces = part.Fact.Replaces,
                Slot = part.Fact.Slot,
            }).ToArray(),
            Amount(sum),
            Amount(priced.Price),
            Amount(saving),
            was is { Minor: > 0 } before ? saving * 100m / before.Minor : 0,
            Stock(bundle, parts, inCart))
        {
            Kind = bundle.Kind,
            Was = was,
            Picture = local?.PictureHash is { } hash ? ProductPictures.Of(hash, null, null) : null,
            Slots = [.. bundle.Slots.Select(slot => Slot(context, bundle, slot)).OfType<BundleOfferSlot>()],
            EndsAt = bundle.Validity.Until,
        };
    }

    /// <summary>Of a set with slots, what all their products together allow; else what its parts do.</summary>
    private static BundleStock Stock(BundleFact bundle, List<OfferedPart> parts, Dictionary<int, int> inCart) =>
        bundle.Quote is { Parts.Slots.Count: > 0 } quote
            ? BundleQuotes.StockOf(quote.Parts, inCart)
            : BundleStock.Of(parts.Select(part => new BundleStockLine(part.Product.Id, part.Quantity, part.Product.Stock)), [], inCart);

    /// <summary>Null where nothing of it can be offered to this shopper.</summary>
    private static BundleOfferSlot? Slot(PanelContext context, BundleFact bundle, BundleSlotFact slot)
    {
        var currency = context.Facts.Channel.Currency;
        var locale = context.Request.Locale ?? bundle.Quote!.Channel.Locales[0];
        var choices = slot.Options
            .Where(option => context.Find(option.Option.Product.Id) is { } product && Drop(context, product, option.Option.Quantity) is null)
            .Select(option => new BundleOfferChoice(
                PanelResolver.View(context.Find(option.Option.Product.Id)!, currency),
                LocaleText.Find(option.Option.Component?.Titles ?? [], locale),
                option.Option.Quantity,
                option.SetPrice is { } price ? new Money(price, currency) : null)).ToArray();
        return choices.Length == 0
            ? null
            : new BundleOfferSlot(
                slot.Key, slot.Slot?.TitleIn(locale) ?? choices[0].Title ?? choices[0].Product.Name, slot.ChooseMin, slot.ChooseMax, slot.IsRequired, choices)
            {
                MayRepeat = slot.MayRepeat,
                Preselected = !slot.IsRequired && context.Policy.Preselect,
            };
    }

    /// <param name="Quantity">Of what is offered: another product of a slot comes in its own.</param>
    private sealed record OfferedPart(ProductFact Product, BundlePartFact Fact, QuoteOption? Option, int Quantity);
}
