using CrossSell.Core.Bundles;
using CrossSell.Core.Campaigns;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Demo;

/// <summary>Two campaigns of the camera shop: one that is over, and one that waits for its verdict some time before it is to start.</summary>
public sealed partial class DemoStory
{
    private const string CampaignShop = "camera";

    private async Task CampaignsAsync(DemoPeople people, DateTimeOffset day, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(day.UtcDateTime);
        var (begun, decided) = (day.AddDays(-13), day.AddDays(-12));
        if (await CampaignAsync(
            "Photo week", "A week for who photographs from a tripod.", today.AddDays(-11), today.AddDays(-4), people.Eva, begun, cancellation) is { } week)
        {
            if (await CreateAsync("Steady light", CampaignShop, ["TRI-S2T", "FLA-LED"], people.Eva, begun.AddMinutes(10), cancellation) is { } steady)
            {
                await EditAsync(steady, content => content with
                {
                    Pricing = PricingKind.PercentOff,
                    PercentBasisPoints = 1000,
                    Text = "Three legs and a light for them.",
                }, people.Eva, begun.AddMinutes(15), cancellation);
                await InCampaignAsync(week, steady, people.Eva, begun.AddMinutes(20), cancellation);
            }

            await InCampaignAsync(week, "TRI-S3", "HED-PAN", people.Eva, begun.AddMinutes(25), cancellation);
            await DoneInAsync(
                week, campaign => new CampaignReview(On(begun.AddMinutes(30))).SubmitAsync(campaign.Id, campaign.Version, people.Eva, cancellation),
                cancellation);
            await DoneInAsync(
                week, campaign => new CampaignReview(On(decided)).ApproveAsync(campaign.Id, campaign.Version, people.Mark, cancellation), cancellation);
        }

        await ComingCampaignAsync(people, DemoOccasion.After(today), day.AddDays(-1).AddHours(-3), cancellation);
    }

    /// <summary>What is on sale already for less, what is made for the occasion alone, and three links.</summary>
    private async Task ComingCampaignAsync(DemoPeople people, DemoOccasion occasion, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await CampaignAsync(
            occasion.Name, "The pocket camera goes deeper than usual: its successor is announced.", occasion.From, occasion.Until, people.Eva, at,
            cancellation) is not { } coming)
        {
            return;
        }

        if (await CreateAsync("First reel", CampaignShop, ["MIC-CLIP", "HED-PAN"], people.Eva, at.AddMinutes(5), cancellation) is { } reel)
        {
            await EditAsync(reel, content => content with
            {
                Pricing = PricingKind.PercentOff,
                PercentBasisPoints = 1200,
                Rounding = PriceRounding.To95,
                Text = "Sound and a steady pan for a first film.",
            }, people.Eva, at.AddMinutes(10), cancellation);
            await InCampaignAsync(coming, reel, people.Eva, at.AddMinutes(12), cancellation);
        }

        const string live = "pocket-day-out";
        if ((await NewestAsync(live, cancellation)).Number == 1)
        {
            await InCampaignAsync(coming, live, people.Eva, at.AddMinutes(14), cancellation);
            await EditAsync(live, content => content with { PercentBasisPoints = 900 }, people.Eva, at.AddMinutes(20), cancellation);
        }

        await InCampaignAsync(coming, "CAM-P3", "TRI-GRIP", people.Eva, at.AddMinutes(22), cancellation);
        await InCampaignAsync(coming, "CAM-D7-BODY", "FLA-36", people.Eva, at.AddMinutes(24), cancellation);
        await InCampaignAsync(coming, "CAM-D7-BODY", "MIC-CLIP", people.Eva, at.AddMinutes(25), cancellation);
        await DoneInAsync(
            coming, campaign => new CampaignReview(On(at.AddMinutes(30))).SubmitAsync(campaign.Id, campaign.Version, people.Eva, cancellation), cancellation);
    }

    /// <returns>Its code; null where one of this name is there: what is left of it stays as it is for the people who come.</returns>
    private async Task<string?> CampaignAsync(
        string name, string note, DateOnly from, DateOnly until, Actor author, DateTimeOffset at, CancellationToken cancellation)
    {
        int shop;
        await using (var db = store.Read())
        {
            if (await db.Campaigns.AnyAsync(campaign => campaign.Name == name, cancellation))
            {
                return null;
            }

            shop = await db.Channels.Where(item => item.Code == CampaignShop).Select(item => item.Id).SingleAsync(cancellation);
        }

        var code = Done(await new CampaignService(On(at)).CreateAsync(name, [shop], author, cancellation));
        await DoneInAsync(code, campaign => new CampaignService(On(at.AddMinutes(2))).EditAsync(
            campaign.Id, campaign.Version, new CampaignTerms(name, note, from.ToDateTime(default), until.ToDateTime(default), [shop]), author, cancellation),
            cancellation);
        return code;
    }

    private Task InCampaignAsync(string code, string bundle, Actor author, DateTimeOffset at, CancellationToken cancellation) => DoneInAsync(
        code, campaign => new CampaignService(On(at)).AddBundleAsync(campaign.Id, campaign.Version, bundle, author, cancellation), cancellation);

    private async Task InCampaignAsync(string code, string source, string target, Actor author, DateTimeOffset at, CancellationToken cancellation)
    {
        var (from, to) = (await ProductAsync(source, cancellation), await ProductAsync(target, cancellation));
        await DoneInAsync(
            code, campaign => new CampaignService(On(at)).AddLinkAsync(campaign.Id, campaign.Version, from, to, author, cancellation), cancellation);
    }

    private async Task DoneInAsync(string code, Func<Campaign, Task<Outcome>> act, CancellationToken cancellation)
    {
        Campaign campaign;
        await using (var db = store.Read())
        {
            campaign = await db.Campaigns.SingleAsync(item => item.Code == code, cancellation);
        }

        Done(await act(campaign));
    }
}
