using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Review;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>How the review pages say things: ages, states, differences, verdicts.</summary>
public static class ReviewWords
{
    /// <summary>"just now", "40 min ago", "3 hours ago", "yesterday", "5 days ago".</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => L["just now"].Value,
        { TotalMinutes: < 60 } => L["{0} min ago", Formats.Count((int)age.TotalMinutes)].Value,
        { TotalHours: < 2 } => L["an hour ago"].Value,
        { TotalHours: < 24 } => L["{0} hours ago", Formats.Count((int)age.TotalHours)].Value,
        { TotalDays: < 2 } => L["yesterday"].Value,
        _ => L["{0} days ago", Formats.Count((int)age.TotalDays)].Value,
    };

    /// <summary>A state as a pill.</summary>
    public static (string Tone, string Name) Of(RevisionState state) => state switch
    {
        RevisionState.InReview => ("primary", L["in review"].Value),
        RevisionState.Approved => ("good", L["approved"].Value),
        RevisionState.ChangesRequested => ("warning", L["changes requested"].Value),
        RevisionState.Rejected => ("error", L["rejected"].Value),
        RevisionState.Draft => ("plain", L["draft"].Value),
        _ => ("plain", L["superseded"].Value),
    };

    /// <summary>A verdict as a pill.</summary>
    public static (string Tone, string Name) Of(ReviewDecision decision) => decision switch
    {
        ReviewDecision.Approved => ("good", L["approved"].Value),
        ReviewDecision.ChangesRequested => ("warning", L["changes requested"].Value),
        ReviewDecision.LeftOut => ("plain", L["left out"].Value),
        _ => ("error", L["rejected"].Value),
    };

    /// <summary>Who gave a verdict.</summary>
    public static string Who(GivenVerdict verdict) => verdict is { ReviewerId: GivenVerdict.ByPolicy, Reason: null }
        ? L["the review policy"].Value
        : verdict.ReviewerName;

    /// <summary>Why it was given; null where nobody said.</summary>
    public static string? Reason(GivenVerdict verdict) => RollBackService.EarlierOf(verdict) is { } earlier
        ? L["the content of revision {0}, which was approved before", earlier]
        : verdict.Reason;

    /// <summary>What is different, such as "Quantity of Kite SDXC".</summary>
    public static string Of(ReviewChange change)
    {
        var name = change switch
        {
            { Field: ReviewField.Component or ReviewField.Slot, Before: null } => L["Added"].Value,
            { Field: ReviewField.Component or ReviewField.Slot, After: null } => L["Removed"].Value,
            _ => Of(change.Field),
        };
        return change.Subject is { } product && change.Field != ReviewField.Component ? $"{product.Name}: {name}" : name;
    }

    /// <summary>A value of a difference, as people read it.</summary>
    public static string Value(ReviewField field, object? value) => value switch
    {
        null => L["none"].Value,
        Money amount => Formats.Amount(amount),
        DateTime wall => Formats.Wall(wall),
        bool isSo => isSo ? L["yes"].Value : L["no"].Value,
        PricingKind kind => Of(kind),
        PriceRounding rounding => Of(rounding),
        BundleKind kind => Of(kind),
        int basisPoints when field is ReviewField.Percent or ReviewField.Discount => Formats.Percent(basisPoints),
        int number => Formats.Count(number),
        string text => text,
        _ => L["changed"].Value,
    };

    private static string Of(ReviewField field) => field switch
    {
        ReviewField.Name => L["Name"],
        ReviewField.Text => L["Text for shoppers"],
        ReviewField.Component => L["Product"],
        ReviewField.Quantity => L["quantity"],
        ReviewField.Range => L["units to choose"],
        ReviewField.Required => L["required"],
        ReviewField.PriceDelta => L["surcharge"],
        ReviewField.Replacements => L["replacements"],
        ReviewField.Variants => L["allowed variants"],
        ReviewField.Slot => L["Place to choose"],
        ReviewField.SlotRule => L["Rule of a place"],
        ReviewField.Kind => L["Kind"],
        ReviewField.Discount => L["discount"],
        ReviewField.Leads => L["shown on its page"],
        ReviewField.Pricing => L["Pricing"],
        ReviewField.Percent => L["Percent off"],
        ReviewField.Amount => L["Amount"],
        ReviewField.Rounding => L["Rounding"],
        ReviewField.BuyAndPay => L["Buy and pay"],
        ReviewField.StacksWithCodes => L["Combines with discount codes"],
        ReviewField.IsComposite => L["Taxed as a whole"],
        ReviewField.Starts => L["Starts"],
        ReviewField.Ends => L["Ends"],
        ReviewField.Segment => L["Segment"],
        ReviewField.Shops => L["Shops"],
        ReviewField.Language => L["Text in a language"],
        _ => L["Own picture"],
    };

    private static string Of(PricingKind kind) => kind switch
    {
        PricingKind.SumOfParts => L["sum of parts"],
        PricingKind.PercentOff => L["percent off"],
        PricingKind.AmountOff => L["amount off"],
        PricingKind.FixedPrice => L["fixed price"],
        PricingKind.PerComponent => L["per component"],
        PricingKind.CheapestFree => L["cheapest free"],
        _ => L["buy some, pay fewer"],
    };

    private static string Of(PriceRounding rounding) => rounding switch
    {
        PriceRounding.None => L["no rounding"],
        PriceRounding.Whole => L["down to whole"],
        PriceRounding.To95 => L["down to .95"],
        _ => L["down to .99"],
    };

    private static string Of(BundleKind kind) => kind switch
    {
        BundleKind.FixedSet => L["fixed bundle"],
        BundleKind.Choice => L["bundle with choices"],
        _ => L["triggered offer"],
    };

    /// <summary>"≈ 12 a month are bought together anyway".</summary>
    public static string Together(ReviewEffect effect) => effect.TogetherAMonth < 1
        ? L["rarely bought together"].Value
        : L["about {0} a month together", Formats.Count((int)Math.Round(effect.TogetherAMonth))].Value;

    /// <summary>An id in addresses and attributes.</summary>
    public static string Id(int id) => id.ToString(CultureInfo.InvariantCulture);
}
