using CrossSell.Core.Events;
using CrossSell.Core.Panels;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Events;

public sealed class EventRulesTests
{
    private static readonly SentEvent Click = new(
        "e-1", "click", "2026-11-20T11:59:00+01:00", "7f3a", "c41b", "cart", "b", "CAM-D7-BODY", "MEM-128-V60", null)
    {
        Position = 2,
        Visitor = "v-1",
    };

    [Fact]
    public void Event_IsReadAsItWasSent_WithItsVisitorAsAHash()
    {
        var read = Read(Click).Required;

        Assert.Equal(
            (7, "e-1", ShopEventType.Click, "2026-11-20T10:59:00.0000000+00:00", TestStudio.Start, "7f3a", "c41b"),
            (read.ChannelId, read.EventId, read.Type, read.At.ToString("O"), read.ReceivedAt, read.RecommendationId, read.PanelVersion));
        Assert.Equal(
            (PanelPlacement.Cart, "b", "CAM-D7-BODY", "MEM-128-V60", (string?)null, 2, "hash of v-1"),
            (read.Placement, read.Arm, read.Anchor, read.Sku, read.BundleCode, read.Position, read.Visitor));
    }

    [Fact]
    public void Impression_MayBeOfThePanelAsAWhole_AndWhatIsAbsentHasAUsualValue()
    {
        var read = Read(new SentEvent("e-2", "impression", null, null, null, null, null, "CAM-D7-BODY", null, null)).Required;

        Assert.Equal((TestStudio.Start, PanelPlacement.ProductPage, null, null), (read.At, read.Placement, read.Sku, read.Visitor));
    }

    [Fact]
    public void WithoutConsent_NothingNamesTheVisitor()
    {
        Assert.Null(Read(Click with { Consent = "denied" }).Required.Visitor);
        Assert.Null(Read(Click with { Consent = "denied", Visitor = "eva@example.org" }).Required.Visitor);
        Assert.Equal("hash of v-1", Read(Click with { Consent = "granted" }).Required.Visitor);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1", "phone", null)]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36", "phone", null)]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36", "tablet", null)]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1", "tablet", null)]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36", "desktop", null)]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "desktop", "bot")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/131.0.0.0 Safari/537.36", "desktop", "bot")]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void Browser_SaysWhichScreenItIs_AndWhetherItIsAMachine(string? agent, string? device, string? traffic)
    {
        var read = Read(Senders.Of(Click, agent)).Required;
        Assert.Equal((device, traffic), (read.Device, read.Traffic));
        var said = Read(Senders.Of(Click with { Device = "tablet", Traffic = "staff", Source = "mail" }, agent)).Required;
        Assert.Equal(("tablet", "staff", "mail"), (said.Device, said.Traffic, said.Source));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", null, "direct")]
    [InlineData("www.camera.example", null, null)]
    [InlineData("m.camera.example:8443", null, null)]
    [InlineData("www.google.co.uk", null, "search")]
    [InlineData("notgoogle.example", null, "referral")]
    [InlineData("duckduckgo.com", null, "search")]
    [InlineData("www.google.com", "gclid", "ad")]
    [InlineData("googleads.g.doubleclick.net", null, "ad")]
    [InlineData("", "CPC", "ad")]
    [InlineData("www.google.com", "paid-social", "ad")]
    [InlineData("mail.google.com", null, "mail")]
    [InlineData("com.google.android.gm", null, "mail")]
    [InlineData("", "newsletter", "mail")]
    [InlineData("l.facebook.com", null, "social")]
    [InlineData("t.co", null, "social")]
    [InlineData("", "social", "social")]
    [InlineData("www.camera.example", "organic", "search")]
    [InlineData("blog.example", "something else", "referral")]
    [InlineData("not a host", null, "referral")]
    public void WhereAVisitCameFrom_IsAKindOfPlace_AndNoMoreThanThat(string? referrer, string? medium, string? source)
    {
        var sent = VisitSources.Of(Click with { Referrer = referrer, Medium = medium }, "camera.example");
        Assert.Equal(source, Read(sent).Required.Source);
        Assert.Equal("mail", VisitSources.Of(Click with { Source = "mail", Referrer = referrer, Medium = medium }, "camera.example").Source);
    }

    public static TheoryData<string, SentEvent> Wrong => new()
    {
        { "id", Click with { Id = " " } },
        { "id", Click with { Id = new string('x', 65) } },
        { "id", Click with { Id = "a\nb" } },
        { "type", Click with { Type = "Click" } },
        { "type", Click with { Type = null } },
        { "at", Click with { At = "yesterday" } },
        { "at", Click with { At = "2026-11-22T12:00:01Z" } },
        { "at", Click with { At = "2026-10-01T12:00:00Z" } },
        { "anchor", Click with { Anchor = null } },
        { "placement", Click with { Placement = "roof" } },
        { "sku", Click with { Sku = null } },
        { "bundle", Click with { Bundle = "start" } },
        { "position", Click with { Position = 0 } },
        { "visitor", Click with { Visitor = "eva@example.org" } },
        { "consent", Click with { Consent = "maybe" } },
        { "device", Click with { Device = "fridge" } },
        { "source", Click with { Source = "https://shop.test/" } },
        { "traffic", Click with { Traffic = "shopper" } },
        { "arm", Click with { Arm = new string('x', 65) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Event_ThatIsWrong_IsRefusedWithTheFieldThatIs(string field, SentEvent sent) => Assert.Equal(field, Read(sent).Refusal?.Field);

    [Theory]
    [InlineData("7f3a", "7f3a", null, null)]
    [InlineData("7f3a.c41b", "7f3a", "c41b", null)]
    [InlineData("7f3a.c41b.price-test_b", "7f3a", "c41b", "price-test_b")]
    public void Token_SaysRecommendationVersionAndArm_AndComesBackAsItWas(string text, string recommendation, string? version, string? arm)
    {
        var token = AttributionToken.Read(text, "recommendationId").Required;

        Assert.Equal((new AttributionToken(recommendation, version, arm), text), (token, token.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a.b.c.d")]
    [InlineData("a b")]
    [InlineData("<a>")]
    public void Token_ThatIsNone_IsRefused(string text) =>
        Assert.Equal("order.recommendationId", AttributionToken.Read(text, "recommendationId").Refusal?.Code);

    private static CrossSell.Core.Common.Outcome<ShopEvent> Read(SentEvent sent) => EventRules.Read(sent, 7, TestStudio.Start, name => $"hash of {name}");
}
