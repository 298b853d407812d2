using CrossSell.Admin.Features.Settings;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;

namespace CrossSell.Tests.Admin.Settings;

/// <summary>What is typed about reviews is read as a whole, and what is stored is shown as it is typed.</summary>
public sealed class ReviewPolicyFormTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Fact]
    public void Policy_ComesBackAsItWas()
    {
        var policy = new ReviewPolicy
        {
            ChannelId = 3, Version = 7, ReviewsAll = false, MarginBelowBasisPoints = 1550, DiscountAboveBasisPoints = 1000, ValueAbove = 50_000,
            ManagerDiscountBasisPoints = 2500, TwoApprovers = true, WithinHours = 24,
        };

        Assert.Equivalent(policy, new ReviewPolicyForm(policy, Euro).ToPolicy().Required, strict: true);
        Assert.Equivalent(new ReviewPolicy { ChannelId = 3 }, new ReviewPolicyForm(new ReviewPolicy { ChannelId = 3 }, Euro).ToPolicy().Required, strict: true);
    }

    [Theory]
    [InlineData("a lot", "", "", "48", "marginBelow")]
    [InlineData("", "120", "", "48", "discountAbove")]
    [InlineData("", "", "1.234,567", "48", "valueAbove")]
    [InlineData("", "", "", "soon", "withinHours")]
    public void WhatIsNoNumber_IsSaidOfItsField(string margin, string discount, string value, string hours, string field)
    {
        var form = new ReviewPolicyForm(new ReviewPolicy { ReviewsAll = false }, Euro)
        {
            MarginBelow = margin, DiscountAbove = discount, ValueAbove = value, WithinHours = hours,
        };

        Assert.Equal(field, form.ToPolicy().Refusal?.Field);
    }
}
