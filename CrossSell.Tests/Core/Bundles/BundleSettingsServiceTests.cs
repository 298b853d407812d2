using CrossSell.Admin.Features.Settings;
using CrossSell.Core.Bundles;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Bundles;

public sealed class BundleSettingsServiceTests
{
    [StudioFact]
    public async Task Settings_AreSavedByAdministratorsAlone_AndReadBackAsTheyWereTyped()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var service = new BundleSettingsService(studio.Store);
        var form = new BundlesForm(await service.FindAsync(channel.Id), channel) { SplitBasis = SplitBasis.Cost, LowestPriceRule = true };
        form.Codes.Add(new CodeRow { Code = " WELCOME ", Off = "12,5 %", From = new DateOnly(2026, 11, 27), Until = new DateOnly(2026, 11, 30) });
        form.Codes.Add(new CodeRow { Code = "FIVER", Off = "5.00" });
        form.Codes.Add(new CodeRow());
        var typed = form.ToSettings().Required;

        Assert.Equal("forbidden", (await service.SaveAsync(typed, TestStudio.Manager)).Refusal!.Code);
        Assert.NotNull((await service.SaveAsync(typed, TestStudio.Administrator)).Required);

        var stored = await service.FindAsync(channel.Id);
        Assert.Equal((SplitBasis.Cost, true, false), (stored.SplitBasis, stored.LowestPriceRule, stored.LowestPriceForOffers));
        Assert.Equal(
            [
                new DiscountCode("WELCOME", 1_250, 0, new(2026, 11, 26, 23, 0, 0, TimeSpan.Zero), new(2026, 11, 30, 23, 0, 0, TimeSpan.Zero)),
                new DiscountCode("FIVER", 0, 500),
            ],
            stored.Codes);
        var again = new BundlesForm(stored, channel);
        Assert.Equal((new DateOnly(2026, 11, 30), "5.00"), (again.Codes[0].Until!.Value, again.Codes[1].Off));
        Assert.Equal(stored.Codes, again.ToSettings().Required.Codes);
    }

    [Theory]
    [InlineData("", "10 %")]
    [InlineData("TEN", "0 %")]
    [InlineData("TEN", "much")]
    [InlineData("FIVER", "10 %")]
    public async Task Codes_ThatCannotBe_AreRefusedWithTheirField(string code, string off)
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var form = new BundlesForm(new BundleSettings { ChannelId = channel.Id, Codes = [new("fiver", Amount: 500)] }, channel);
        form.Codes.Add(new CodeRow { Code = code, Off = off });

        var outcome = form.ToSettings();
        var refusal = outcome.Refusal ?? (await new BundleSettingsService(studio.Store).SaveAsync(outcome.Required, TestStudio.Administrator)).Refusal;

        Assert.Equal("codes", refusal?.Field);
    }
}
