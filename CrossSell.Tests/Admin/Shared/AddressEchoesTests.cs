using CrossSell.Admin.Shared;

namespace CrossSell.Tests.Admin.Shared;

public sealed class AddressEchoesTests
{
    private readonly LateBrowser browser = new("https://studio.example/", "https://studio.example/settings/audit");
    private readonly AddressEchoes echoes = new();

    public AddressEchoesTests() => Assert.True(echoes.IsNews(browser));

    [Fact]
    public void OwnAddresses_ThatComeBackLate_AreNoNews()
    {
        echoes.Go(browser, "/settings/audit?who=eva");
        echoes.Go(browser, "/settings/audit?who=eva&kind=products");

        browser.Arrive();
        Assert.False(echoes.IsNews(browser));
        browser.Arrive();
        Assert.False(echoes.IsNews(browser));
    }

    [Fact]
    public void OwnAddress_ThatANewerOneOvertook_IsForgottenWithIt()
    {
        echoes.Go(browser, "/settings/audit?who=eva");
        echoes.Go(browser, "/settings/audit?who=mark");
        browser.Skip();
        browser.Arrive();
        Assert.False(echoes.IsNews(browser));

        browser.Follow("/settings/audit?who=eva");

        Assert.True(echoes.IsNews(browser));
    }

    [Fact]
    public void LinkOrStepBack_IsNews_Once()
    {
        browser.Follow("/settings/audit?who=mark");

        Assert.True(echoes.IsNews(browser));
        Assert.False(echoes.IsNews(browser));
    }

    [Fact]
    public void AddressOfAnotherPage_IsNoNews_WhileThisOneStillStands()
    {
        browser.Follow("/products?q=strap");

        Assert.False(echoes.IsNews(browser));
    }

    [Fact]
    public void WhereOneIsAlready_IsNotGoneTo()
    {
        echoes.Go(browser, "/settings/audit");
        browser.Follow("/settings/audit?who=mark");
        Assert.True(echoes.IsNews(browser));

        browser.Follow("/settings/audit");

        Assert.True(echoes.IsNews(browser));
    }
}
