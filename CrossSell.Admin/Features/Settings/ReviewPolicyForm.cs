using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>
/// What a shop has reviewed, while it is being edited: numbers as typed, read as a whole when it is saved. Its field names are those of the refusals.
/// </summary>
public sealed class ReviewPolicyForm : ISettingsForm<ReviewPolicyForm>
{
    private readonly int channelId;
    private readonly Currency currency;
    private int version;

    /// <param name="currency">Of the shop, in which amounts are typed.</param>
    public ReviewPolicyForm(ReviewPolicy policy, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (channelId, version, this.currency) = (policy.ChannelId, policy.Version, currency);
        (ReviewsAll, TwoApprovers) = (policy.ReviewsAll, policy.TwoApprovers);
        (MarginBelow, DiscountAbove) = (Percent(policy.MarginBelowBasisPoints), Percent(policy.DiscountAboveBasisPoints));
        ManagerDiscount = Percent(policy.ManagerDiscountBasisPoints);
        ValueAbove = Formats.Typed(policy.ValueAbove is { } minor ? new Money(minor, currency) : (Money?)null);
        WithinHours = policy.WithinHours.ToString(CultureInfo.InvariantCulture);
    }

    public bool ReviewsAll { get; set; }

    /// <summary>Percent; empty does not matter, as the other limits.</summary>
    public string MarginBelow { get; set; }

    public string DiscountAbove { get; set; }

    public string ValueAbove { get; set; }

    /// <summary>Empty is no limit.</summary>
    public string ManagerDiscount { get; set; }

    public bool TwoApprovers { get; set; }

    public string WithinHours { get; set; }

    public void Follow(ReviewPolicyForm stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        version = stored.version;
    }

    /// <summary>What is to be saved, or the first thing that is no number.</summary>
    public Outcome<ReviewPolicy> ToPolicy()
    {
        Refusal? unread = null;
        var policy = new ReviewPolicy
        {
            ChannelId = channelId,
            Version = version,
            ReviewsAll = ReviewsAll,
            MarginBelowBasisPoints = Points(MarginBelow, "marginBelow", L["The margin"]),
            DiscountAboveBasisPoints = Points(DiscountAbove, "discountAbove", L["The discount"]),
            ManagerDiscountBasisPoints = Points(ManagerDiscount, "managerDiscount", L["The discount"]),
            TwoApprovers = TwoApprovers,
        };
        if (!string.IsNullOrWhiteSpace(ValueAbove))
        {
            if (TypedNumbers.TryAmount(ValueAbove, currency, out var amount))
            {
                policy.ValueAbove = amount.Minor;
            }
            else
            {
                unread ??= new Refusal("policy.amount", L["The price is an amount in {0}.", currency.Code], "valueAbove");
            }
        }

        if (TypedNumbers.TryWhole(WithinHours, out var hours))
        {
            policy.WithinHours = hours;
        }
        else
        {
            unread ??= new Refusal("policy.hours", L["The hours are a whole number."], "withinHours");
        }

        return unread is { } refusal ? refusal : policy;

        int? Points(string text, string field, string what)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            if (TypedNumbers.TryPercent(text, out var points))
            {
                return points;
            }

            unread ??= new Refusal("policy.percent", L["{0} is a percentage from 0 to 100.", what], field);
            return null;
        }
    }

    private static string Percent(int? basisPoints) => basisPoints is { } points ? Formats.TypedPercent(points) : "";
}
