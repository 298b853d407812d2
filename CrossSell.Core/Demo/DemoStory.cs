using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.SavedViews;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Demo;

/// <summary>
/// What the people of the demo did in the two weeks before it was loaded, done through the services that pages use, each act on its day: so audit log, undo,
/// reviews and panels show it like anybody's work. Every act looks first whether it was done; one that was stopped half-way goes on where it was.
/// </summary>
public sealed partial class DemoStory(StudioStore store)
{
    internal const string Told = "Laid out the work of the demo's people";

    /// <summary>Tells the story once, in a demo that nobody has signed in to. Nothing happens elsewhere.</summary>
    /// <returns>Whether anything was missing; refused when an act was, which leaves what was done before it.</returns>
    public async Task<Outcome<bool>> TellAsync(CancellationToken cancellation = default)
    {
        DemoPeople people;
        DateTimeOffset day;
        await using (var db = store.Read())
        {
            if (!await db.ChangeSets.AnyAsync(set => set.ActorId == DemoLoader.Loader.Id, cancellation)
                || await db.ChangeSets.AnyAsync(set => set.ActorId == DemoLoader.Loader.Id && set.Purpose == Told, cancellation)
                || await DemoPeople.FindAsync(db, cancellation) is not { } found
                || await db.Bundles.OrderBy(bundle => bundle.Id).FirstOrDefaultAsync(cancellation) is not { } first)
            {
                return false;
            }

            (people, day) = (found, first.CreatedAt.AddDays(DemoRows.BundlesMadeDaysBefore));
        }

        try
        {
            await BundlesAsync(people, day, cancellation);
            await KindsAsync(people, day, cancellation);
            await CampaignsAsync(people, day, cancellation);
            await LinksAndRulesAsync(people, day, cancellation);
            await ViewsAsync(people, day, cancellation);
        }
        catch (RefusedException problem)
        {
            return problem.Refusal;
        }

        await using var session = await store.WriteAsync(DemoLoader.Loader, Told, cancellation);
        session.CanUndo = false;
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out _) ? refusal : true;
    }

    private async Task BundlesAsync(DemoPeople people, DateTimeOffset day, CancellationToken cancellation)
    {
        // Approved at the second try: returned by a manager, changed, answered and approved.
        if (await CreateAsync("Travel light", "camera", ["CAM-V1-KIT", "BAG-SL", "TRI-GRIP"], people.Eva, day.AddDays(-12), cancellation) is { } travel)
        {
            await EditAsync(travel, content => content with
            {
                Pricing = PricingKind.PercentOff,
                PercentBasisPoints = 1600,
                Text = "A camera, a bag and three legs that fit into hand luggage.",
            }, people.Eva, day.AddDays(-12).AddMinutes(20), cancellation);
            await SubmitAsync(travel, people.Eva, day.AddDays(-12).AddMinutes(40), cancellation);
            await SendBackAsync(
                travel, "16 % off leaves less than our minimum margin. Six would do: the bag alone is reason enough.", people.Mark,
                day.AddDays(-11).AddHours(5), cancellation);
            await EditAsync(travel, content => content with { PercentBasisPoints = 600 }, people.Eva, day.AddDays(-10), cancellation);
            await CommentAsync(travel, "Six it is. The margin is back over the floor.", people.Eva, day.AddDays(-10).AddMinutes(5), cancellation);
            await SubmitAsync(travel, people.Eva, day.AddDays(-10).AddMinutes(6), cancellation);
            await ApproveAsync(travel, people.Mark, day.AddDays(-9).AddHours(1), cancellation);
        }

        // Decided by somebody else than the usual manager, and with a remark.
        if (await CreateAsync("Slow Sunday", "coffee", ["PRS-FRENCH", "CUP-MUG"], people.Eva, day.AddDays(-8), cancellation) is { } sunday)
        {
            await EditAsync(sunday, content => content with
            {
                Pricing = PricingKind.PercentOff,
                PercentBasisPoints = 1000,
                Text = "The press and a mug for it.",
            }, people.Eva, day.AddDays(-8).AddMinutes(15), cancellation);
            await SubmitAsync(sunday, people.Eva, day.AddDays(-8).AddMinutes(30), cancellation);
            await CommentAsync(
                sunday, "Mark is away this week, so I looked at it: margin and stock are fine.", people.Olaf, day.AddDays(-7), cancellation);
            await ApproveAsync(sunday, people.Olaf, day.AddDays(-7).AddMinutes(2), cancellation);
        }

        // Returned, and with its author since.
        if (await CreateAsync("Office week", "fashion", ["TRS-TAPER", "SHO-LOAF"], people.Eva, day.AddDays(-6), cancellation) is { } office)
        {
            await EditAsync(office, content => content with
            {
                Pricing = PricingKind.PercentOff,
                PercentBasisPoints = 1500,
                Text = "Trousers and loafers, Monday to Friday.",
            }, people.Eva, day.AddDays(-6).AddMinutes(10), cancellation);
            await SubmitAsync(office, people.Eva, day.AddDays(-6).AddMinutes(25), cancellation);
            await SendBackAsync(
                office, "The loafers come back in one of six orders. Offer the belt instead, or wait for the new last.", people.Mark,
                day.AddDays(-4).AddHours(2), cancellation);
        }

        // Three that wait, of different age and risk: the oldest below the minimum margin, one by the manager, one a new revision of what is live.
        if (await CreateAsync("Long reach", "camera", ["LNS-150600-D", "TRI-MONO"], people.Eva, day.AddDays(-6), cancellation) is { } reach)
        {
            await EditAsync(reach, content => content with
            {
                Pricing = PricingKind.PercentOff,
                PercentBasisPoints = 1800,
                Text = "For birds that keep their distance.",
            }, people.Eva, day.AddDays(-6).AddMinutes(30), cancellation);
            await SubmitAsync(reach, people.Eva, day.AddDays(-6).AddMinutes(45), cancellation);
            await CommentAsync(
                reach, "Below the floor on purpose: it clears the last of the old zooms before spring.", people.Eva, day.AddDays(-6).AddMinutes(46),
                cancellation);
        }

        if (await CreateAsync("Good sound", "camera", ["MIC-SHT", "HED-PAN"], people.Mark, day.AddDays(-2), cancellation) is { } sound)
        {
            await EditAsync(sound, content => content with
            {
                Pricing = PricingKind.AmountOff,
                Amount = 2000,
                Text = "What a first film needs after the camera.",
            }, people.Mark, day.AddDays(-2).AddMinutes(12), cancellation);
            await SubmitAsync(sound, people.Mark, day.AddDays(-2).AddMinutes(20), cancellation);
        }

        if (await ReviseAsync("rain-or-shine", people.Eva, day.AddDays(-1), cancellation) is { } rain)
        {
            var (sold, instead) = (await ProductAsync("BAG-CA20", cancellation), await ProductAsync("BAG-CA15", cancellation));
            await EditAsync(rain, content => content with
            {
                Components = [.. content.Components.Select(part => part.ProductId == sold ? part with { ProductId = instead } : part)],
                Text = "The backpack and its cover, while the larger one is away.",
            }, people.Eva, day.AddDays(-1).AddMinutes(8), cancellation);
            await SubmitAsync(rain, people.Eva, day.AddDays(-1).AddMinutes(10), cancellation);
            await CommentAsync(
                rain, "The Carry All 20 is sold out until the next delivery: the 15 takes its place.", people.Eva, day.AddDays(-1).AddMinutes(11),
                cancellation);
        }
    }

    private async Task LinksAndRulesAsync(DemoPeople people, DateTimeOffset day, CancellationToken cancellation)
    {
        await NoteAsync("DRS-VESPER", "SHO-ANKA", "For the evening campaign, which ends this week.", people.Eva, day.AddDays(-5), day.AddDays(3), cancellation);
        await NoteAsync("JWL-PEARL", "JWL-SET", "Ask the studio for a picture of the box.", people.Eva, day.AddDays(-4), null, cancellation);
        await NoteAsync("DRP-CONE", "KTL-GOOSE", "The kettle that the baristas use in the film.", people.Eva, day.AddDays(-3), null, cancellation);
        await NoteAsync("BOT-TARN", "SOC-TREK", "Checked with the shop floor: size M is what people take.", people.Mark, day.AddDays(-3), null, cancellation);

        const string ends = "Jewellery in the style of the dress";
        Rule? rule;
        await using (var db = store.Read())
        {
            rule = await db.Rules.FirstOrDefaultAsync(item => item.Name == ends && item.ValidTo == null, cancellation);
        }

        if (rule is not null)
        {
            Done(await new RuleService(On(day.AddDays(-3))).SaveAsync(
                rule.Id, RuleContent.Of(rule) with { ValidTo = day.AddDays(5), Note = "Until the new collection has its own pictures." }, people.Eva,
                cancellation));
        }
    }

    private async Task ViewsAsync(DemoPeople people, DateTimeOffset day, CancellationToken cancellation)
    {
        await ViewAsync(
            "Cameras and lenses to finish", "status=active&category=cameras,lenses&complete=no", true, people.Eva, day.AddDays(-9), cancellation);
        await ViewAsync("Nearly sold out", "stock=low&status=active&sort=stock", false, people.Eva, day.AddDays(-7), cancellation);
        await ViewAsync("Sells without a link", "with=no-links&stock=in,low&status=active", true, people.Mark, day.AddDays(-4), cancellation);
        await ViewAsync("Prices without a cost", "missing=cost&status=active", true, people.Olaf, day.AddDays(-2), cancellation);
    }

    private StudioStore On(DateTimeOffset at) => store.At(new Clock(at));

    private async Task<string?> CreateAsync(
        string name, string channel, string[] skus, Actor author, DateTimeOffset at, CancellationToken cancellation)
    {
        int channelId;
        List<int> products = [];
        await using (var db = store.Read())
        {
            var code = name.ToLowerInvariant().Replace(' ', '-');
            if (await db.Bundles.AnyAsync(bundle => bundle.Code == code, cancellation))
            {
                // Stopped between two acts of it: what is left of it stays as it is for the people who come.
                return null;
            }

            channelId = await db.Channels.Where(item => item.Code == channel).Select(item => item.Id).SingleAsync(cancellation);
        }

        foreach (var sku in skus)
        {
            products.Add(await ProductAsync(sku, cancellation));
        }

        return Done(await new BundleService(On(at)).CreateAsync(name, channelId, products, author, cancellation));
    }

    private async Task<string?> ReviseAsync(string code, Actor author, DateTimeOffset at, CancellationToken cancellation)
    {
        Bundle? bundle;
        await using (var db = store.Read())
        {
            bundle = await db.Bundles.Include(item => item.Revisions).FirstOrDefaultAsync(item => item.Code == code, cancellation);
        }

        if (bundle is not { Revisions.Count: 1 })
        {
            return null;
        }

        Done(await new BundleService(On(at)).ReviseAsync(bundle.Id, author, cancellation));
        return code;
    }

    private async Task EditAsync(
        string code, Func<BundleContent, BundleContent> edit, Actor author, DateTimeOffset at, CancellationToken cancellation)
    {
        var revision = await NewestAsync(code, cancellation);
        Done(await new BundleService(On(at)).SaveAsync(revision.Id, revision.Version, edit(BundleContent.Of(revision)), author, cancellation));
    }

    private async Task SubmitAsync(string code, Actor author, DateTimeOffset at, CancellationToken cancellation)
    {
        var revision = await NewestAsync(code, cancellation);
        Done(await new BundleService(On(at)).SubmitAsync(revision.Id, revision.Version, author, cancellation));
    }

    private async Task SendBackAsync(string code, string reason, Actor reviewer, DateTimeOffset at, CancellationToken cancellation)
    {
        var revision = await NewestAsync(code, cancellation);
        Done(await new ReviewService(On(at)).RequestChangesAsync(revision.Id, revision.Version, reason, reviewer, cancellation));
    }

    private async Task ApproveAsync(string code, Actor reviewer, DateTimeOffset at, CancellationToken cancellation)
    {
        var revision = await NewestAsync(code, cancellation);
        Done(await new ReviewService(On(at)).ApproveAsync(revision.Id, revision.Version, reviewer, cancellation: cancellation));
    }

    private async Task CommentAsync(string code, string text, Actor author, DateTimeOffset at, CancellationToken cancellation)
    {
        var revision = await NewestAsync(code, cancellation);
        Done(await new ReviewService(On(at)).CommentAsync(revision.Id, text, author, cancellation: cancellation));
    }

    /// <param name="until">When the link ends; null leaves it without an end.</param>
    private async Task NoteAsync(
        string source, string target, string note, Actor author, DateTimeOffset at, DateTimeOffset? until, CancellationToken cancellation)
    {
        var (from, to) = (await ProductAsync(source, cancellation), await ProductAsync(target, cancellation));
        ProductLink? link;
        await using (var db = store.Read())
        {
            link = await db.Links.FirstOrDefaultAsync(item => item.SourceId == from && item.TargetId == to && item.Note != note, cancellation);
        }

        if (link is not null)
        {
            Done(await new LinkService(On(at)).EditAsync(
                link.Id, new LinkEdit(link.Quantity, note, link.ChannelIds, link.Segment, link.ValidFrom, until, link.State, link.Version), author,
                cancellation));
        }
    }

    private async Task ViewAsync(string name, string query, bool shared, Actor owner, DateTimeOffset at, CancellationToken cancellation)
    {
        bool exists;
        await using (var db = store.Read())
        {
            exists = await db.SavedViews.AnyAsync(view => view.OwnerId == owner.Id && view.Name == name, cancellation);
        }

        if (!exists)
        {
            Done(await new SavedViewService(On(at)).SaveAsAsync(SavedViewService.Products, name, query, shared, owner, cancellation));
        }
    }

    private async Task<int> ProductAsync(string sku, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await db.Products.Where(product => product.Sku == sku).Select(product => product.Id).SingleAsync(cancellation);
    }

    private async Task<BundleRevision> NewestAsync(string code, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await db.BundleRevisions.Where(revision => db.Set<Bundle>().Any(bundle => bundle.Id == revision.BundleId && bundle.Code == code))
            .Include(revision => revision.Components).Include(revision => revision.Channels)
            .OrderByDescending(revision => revision.Number).AsSplitQuery().FirstAsync(cancellation);
    }

    private static T Done<T>(Outcome<T> outcome) =>
        outcome.IsRefused(out var refusal, out var value) ? throw new RefusedException(refusal) : value;

    private static void Done(Outcome outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            throw new RefusedException(refusal);
        }
    }

    private sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
    {
        public Refusal Refusal { get; } = refusal;
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
