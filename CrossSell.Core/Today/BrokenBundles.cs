using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Drift;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Today.TodayTexts;

namespace CrossSell.Core.Today;

/// <summary>One thing that is wrong with a live bundle, and what helps.</summary>
/// <param name="What">A phrase: "Carry All 20 is out of stock".</param>
/// <param name="Fix">A sentence that begins with what to do.</param>
/// <param name="Sku">Of the product that it is about; null when it is about the bundle as a whole.</param>
public sealed record BundleProblem(string What, string Fix, string? Sku = null);

/// <summary>A replacement that a live bundle is sold with now.</summary>
/// <param name="Name">Of the replacement.</param>
/// <param name="Replaces">The name of what it stands in for, until that can be sold again.</param>
/// <param name="Since">Since when that is out, as far as it was seen; null where it is not known.</param>
public sealed record BundleStandIn(int ProductId, string Sku, string Name, int ReplacesId, string Replaces, DateTimeOffset? Since);

/// <summary>A live bundle of a channel that shoppers cannot buy, that no longer is what was approved, or that is sold with a replacement.</summary>
/// <param name="Problems">None where a replacement stands in and all else is well.</param>
public sealed record BrokenBundle(string Code, string Name, IReadOnlyList<BundleProblem> Problems)
{
    /// <summary>What moved past the shop's limits since it was approved, with figures.</summary>
    public IReadOnlyList<DriftMove> Moves { get; init; } = [];

    /// <summary>Whether somebody has to do something: replacements do their work by themselves.</summary>
    public bool NeedsAttention => Problems.Count > 0;

    /// <summary>What stands in for what now.</summary>
    public IReadOnlyList<BundleStandIn> StandIns { get; init; } = [];

    /// <summary>Ids of all products that it holds or is sold with now.</summary>
    public IReadOnlyCollection<int> ProductIds { get; init; } = [];

    /// <summary>Whether no panel shows it because of that.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Ids of the people who look after it: its owner, and those of its products' categories.</summary>
    public IReadOnlyCollection<string> OwnerIds { get; init; } = [];
}

/// <summary>
/// Finds live bundles that need attention. Today, the list of bundles and the bundle's own page ask here, so that they say the same; what has moved since the
/// approval is judged by <see cref="DriftJudge"/> alone.
/// </summary>
public sealed class BrokenBundles(StudioStore store, TimeProvider time)
{
    public async Task<IReadOnlyList<BrokenBundle>> LoadAsync(int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await LoadAsync(db, channelId, time.GetUtcNow(), cancellation);
    }

    internal static async Task<IReadOnlyList<BrokenBundle>> LoadAsync(StudioDb db, int channelId, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = (await DriftCheck.LoadAsync(db, channelId, now, cancellation))
            .Where(item => item.Bundle.PhaseAt(now) == BundlePhase.Live)
            .Select(item => (Checked: item, Problems: Problems(item), StandIns: StandIns(item)))
            .Where(item => item.Problems.Count + item.StandIns.Count > 0).ToList();
        var bundleIds = found.ConvertAll(item => item.Checked.Bundle.BundleId);
        var owners = await db.Bundles.Where(bundle => bundleIds.Contains(bundle.Id))
            .ToDictionaryAsync(bundle => bundle.Id, bundle => bundle.OwnerId, cancellation);
        var ownership = await CategoryOwnerService.OwnershipAsync(db, cancellation);
        var broken = new List<BrokenBundle>();
        foreach (var (item, problems, standIns) in found)
        {
            var parts = item.Bundle.Quote.Lines.Select(line => line.Product.Id).Distinct().ToArray();
            broken.Add(new BrokenBundle(item.Bundle.Code, item.Bundle.Quote.Content.Name, problems)
            {
                Moves = item.Moves,
                StandIns = standIns,
                ProductIds = [.. item.Bundle.Quote.Content.Components.Select(part => part.ProductId).Concat(parts).Distinct()],
                IsPaused = item.Bundle.IsPaused,
                OwnerIds = [owners[item.Bundle.BundleId], .. await BundleOwners.OfCategoriesAsync(db, ownership, parts, [channelId], cancellation)],
            });
        }

        return broken;
    }

    private static List<BundleStandIn> StandIns(CheckedBundle bundle) => [.. bundle.Bundle.Quote.StandIns.Select(line => new BundleStandIn(
        line.Product.Id, line.Product.Sku, line.Product.Name, line.Replaces!.Id, line.Replaces.Name,
        bundle.Terms?.Lines.FirstOrDefault(approved => approved.ProductId == line.Replaces.Id)?.OutSince))];

    private static List<BundleProblem> Problems(CheckedBundle bundle)
    {
        var quote = bundle.Bundle.Quote;
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

        var skus = quote.Lines.DistinctBy(line => line.Product.Id).ToDictionary(line => line.Product.Id, line => line.Product.Sku);
        problems.AddRange(bundle.Moves.Select(move => Problem(move, move.ProductId is { } id ? skus.GetValueOrDefault(id) : null)).OfType<BundleProblem>());
        if (problems.Count == 0 && bundle.Bundle.IsPaused)
        {
            problems.Add(new BundleProblem(
                L["It is paused: it had changed since it was approved"], L["A manager can put it back on sale on the bundle's page."]));
        }

        return [.. problems.DistinctBy(problem => problem.What)];
    }

    // What cannot be delivered or is not sold is said already, by its line.
    private static BundleProblem? Problem(DriftMove move, string? sku) => move.Kind switch
    {
        DriftKind.SetPrice => new(
            L["Its price is no longer the one that was approved"],
            L["Create a new revision and submit it for review, or restore the prices of its products."]),
        DriftKind.Margin => new(
            L["Its margin is lower than the one that was approved"],
            L["Create a new revision and submit it for review, or correct the costs of its products."]),
        DriftKind.Price => new(
            L["The price of {0} has changed since the approval", move.Name ?? ""],
            L["Create a new revision and submit it for review, or restore the prices of its products."], sku),
        DriftKind.Cost => new(
            L["The cost of {0} has changed since the approval", move.Name ?? ""],
            L["Create a new revision and submit it for review, or correct the costs of its products."], sku),
        DriftKind.Completeness => new(
            L["{0} is less complete than this shop requires", move.Name ?? ""], L["Complete the product in this shop's languages."], sku),
        _ => null,
    };
}
