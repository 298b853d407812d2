using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Rules;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Demo;

/// <summary>One live bundle of every kind, in the shop that it suits. The triggered offer is the coffee shop's grinder, which the demo's rows hold.</summary>
public sealed partial class DemoStory
{
    private async Task KindsAsync(DemoPeople people, DateTimeOffset day, CancellationToken cancellation)
    {
        // A set with a part to add, and a bag that another takes the place of when it is out.
        if (await CreateAsync("Pocket day out", "camera", ["CAM-P3", "BAG-PCH", "MEM-64-V60"], people.Eva, day.AddDays(-13), cancellation) is { } pocket)
        {
            var sling = await ProductAsync("BAG-SL", cancellation);
            await LiveAsync(pocket, content => content with
            {
                Pricing = PricingKind.PercentOff,
                PercentBasisPoints = 500,
                Rounding = PriceRounding.To95,
                Text = "The small camera and its pouch. Add a card, and it is ready to go.",
                Components = [content.Components[0], content.Components[1] with { Replacements = [sling] }, content.Components[2] with { IsRequired = false }],
            }, people, day.AddDays(-13), cancellation);
        }

        // A dress with one of three belts.
        if (await CreateAsync("Sun and belt", "fashion", ["DRS-CORAL", "BLT-WEB", "BLT-WIDE", "BLT-CHAIN"], people.Eva, day.AddDays(-12), cancellation)
            is { } belt)
        {
            await LiveAsync(belt, content => content with
            {
                Kind = BundleKind.Choice,
                Pricing = PricingKind.PercentOff,
                PercentBasisPoints = 1000,
                Text = "The sun dress, and the belt that you like with it.",
                Slots = [new SlotContent("belt", "Belt")],
                Components = [.. content.Components.Select((part, index) => index == 0 ? part : part with { SlotKey = "belt" })],
            }, people, day.AddDays(-12), cancellation);
        }

        // Any three bags of six, the cheapest free.
        if (await CreateAsync(
            "Three bags pay two", "coffee", ["COF-KENYA-250", "COF-YIRGA-250", "COF-SANTOS-250", "COF-HUILA-250", "COF-HOUSE-250", "COF-PREMIUM-250"],
            people.Eva, day.AddDays(-11), cancellation) is { } bags)
        {
            await LiveAsync(bags, content => content with
            {
                Kind = BundleKind.Choice,
                Pricing = PricingKind.BuyNPayM,
                BuyQuantity = 3,
                PayQuantity = 2,
                Text = "Choose three bags, pay for two.",
                Slots = [new SlotContent("bags", "Three bags", 3, 3) { MayRepeat = true }],
                Components = [.. content.Components.Select(part => part with { SlotKey = "bags" })],
            }, people, day.AddDays(-11), cancellation);
        }

        // Boots with whatever the catalogue has to proof them.
        if (await CreateAsync("Dry feet", "outdoor", ["BOT-DALE"], people.Eva, day.AddDays(-10), cancellation) is { } boots)
        {
            var proofing = await ProofingAsync(cancellation);
            await LiveAsync(boots, content => content with
            {
                Kind = BundleKind.Choice,
                Pricing = PricingKind.PercentOff,
                PercentBasisPoints = 1000,
                Text = "Trail shoes, and a spray that keeps the rain out of them.",
                Slots = [new SlotContent("proofing", "Waterproofing", Condition: proofing) { Order = SlotOrder.Stock }],
            }, people, day.AddDays(-10), cancellation);
        }
    }

    /// <summary>Every spray of boot care for what boots are made of, but for leather, which takes wax.</summary>
    private async Task<Condition> ProofingAsync(CancellationToken cancellation)
    {
        await using var db = store.Read();
        var care = await db.Categories.Where(category => category.Code == "boot-care").Select(category => category.Id).SingleAsync(cancellation);
        var made = await db.Attributes.Where(attribute => attribute.Code == "for").Select(attribute => attribute.Id).SingleAsync(cancellation);
        return new AllOf([new InCategory([care]), new AttributeIs(made, ["fabric", "mesh", "suede"]), new NoneOf([new AttributeIs(made, ["leather"])])]);
    }

    private async Task LiveAsync(
        string code, Func<BundleContent, BundleContent> edit, DemoPeople people, DateTimeOffset at, CancellationToken cancellation)
    {
        await EditAsync(code, edit, people.Eva, at.AddMinutes(12), cancellation);
        await SubmitAsync(code, people.Eva, at.AddMinutes(20), cancellation);
        await ApproveAsync(code, people.Mark, at.AddHours(3), cancellation);
    }
}
