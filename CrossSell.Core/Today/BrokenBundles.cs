using CrossSell.Core.Bundles;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Today.TodayTexts;

namespace CrossSell.Core.Today;

/// <summary>One thing that is wrong with a live bundle, and what helps.</summary>
/// <param name="What">A phrase: "Carry All 20 is out of stock".</param>
/// <param name="Fix">A sentence that begins with what to do.</param>
/// <param name="Sku">Of the product that it is about; null when it is about the bundle as a whole.</param>
public sealed record BundleProblem(string What, string Fix, string? Sku = null);

/// <summary>A live bundle of a channel that shoppers cannot buy, or that no longer is what was approved.</summary>
public sealed record BrokenBundle(string Code, string Name, IReadOnlyList<BundleProblem> Problems);

/// <summary>Finds live bundles that need attention. Today, the list of bundles and the bundle's own page ask here, so that they say the same.</summary>
public sealed class BrokenBundles(StudioStore store, TimeProvider time)
{
    public async Task<IReadOnlyList<BrokenBundle>> LoadAsync(int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await LoadAsync(db, channelId, time.GetUtcNow(), cancellation);
    }

    internal static async Task<IReadOnlyList<BrokenBundle>> LoadAsync(StudioDb db, int channelId, DateTimeOffset now, CancellationToken cancellation)
    {
        var live = (await BundleQuotes.LoadApprovedAsync(db, channelId, cancellation)).Where(bundle => bundle.PhaseAt(now) == BundlePhase.Live).ToList();
        var revisions = live.ConvertAll(bundle => bundle.Quote.RevisionId);
        var approved = await db.ReviewVerdicts
            .Where(verdict => verdict.ChannelId == channelId && revisions.Contains(verdict.RevisionId) && verdict.Decision == ReviewDecision.Approved)
            .ToDictionaryAsync(verdict => verdict.RevisionId, cancellation);
        return [.. live
            .Select(bundle => new BrokenBundle(
                bundle.Code, bundle.Quote.Content.Name, Problems(bundle.Quote, approved.GetValueOrDefault(bundle.Quote.RevisionId))))
            .Where(bundle => bundle.Problems.Count > 0)];
    }

    private static List<BundleProblem> Problems(BundleQuote quote, ReviewVerdict? approved)
    {
        var problems = quote.Lines.Where(line => line.Problem is not null)
            .Select(line => new BundleProblem(
                L["{0} is {1}", line.Product.Name, line.Problem!],
                line.Product is { Price: not null, InStock: false }
                    ? L["Add stock, or create a new revision without it."]
                    : L["Make it available in this shop again, or create a new revision without it."],
                line.Product.Sku)).ToList();
        problems.AddRange((quote.Price?.Warnings ?? []).Where(warning => warning.Kind is BundleWarningKind.BelowCost or BundleWarningKind.UnderFloor)
            .Select(warning => new BundleProblem(
                warning.Message, L["Create a new revision with a higher price, or correct the costs of its products."])));
        if (quote.Refusal is { } refusal)
        {
            problems.Add(new BundleProblem(refusal.Message, L["Create a new revision and correct its price."]));
        }

        if (approved is not null && quote.Price is { } price && price.SetPrice.Minor != approved.SetPrice)
        {
            problems.Add(new BundleProblem(
                L["Its price is no longer the one that was approved"],
                L["Create a new revision and submit it for review, or restore the prices of its products."]));
        }

        return [.. problems.DistinctBy(problem => problem.What)];
    }
}
