using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using CsCheck;

namespace CrossSell.Tests.Core.Search;

/// <summary>A product as a generator makes it; numbers choose from the few words, brands and categories of <see cref="CatalogScene"/>.</summary>
internal sealed record ProductPlan(
    int Kind, int Status, int[] Name, int Brand, int Category, int[] MoreCategories, int Tag, int Mount, int[] Uses, int Weight, int Sealed, ListingPlan Here,
    ListingPlan There,
    int DaysAgo, int Description, int Dutch, int[] Links);

internal sealed record ListingPlan(bool Listed, int Price, int Cost, int Stock, int Completeness, int Missing);

/// <summary>A small catalogue in a real database, with everything that filters ask for.</summary>
internal static class CatalogScene
{
    public const int Here = 1;
    public const int There = 2;

    public static readonly string[] Words = ["Lumen", "Orbis", "D7", "D70", "camera", "camcorder", "Gripè", "strap"];
    public static readonly string[] Brands = ["Lumen", "Orbis", "Ánima"];
    public static readonly string[] Categories = ["photo", "cameras", "lenses", "primes", "coffee"];
    public static readonly string[] Mounts = ["D", "X", "V"];
    public static readonly string[] Uses = ["travel", "studio", "sport"];
    public static readonly string[] Missing = ["", "gtin", "gtin,cost", "description"];

    private static readonly Gen<ListingPlan> Listings =
        from listed in Gen.Int[0, 4]
        from price in Gen.Int[0, 12]
        from cost in Gen.Int[-2, 6]
        from stock in Gen.Int[-1, 8]
        from completeness in Gen.Int[2, 10]
        from missing in Gen.Int[0, 3]
        select new ListingPlan(listed > 0, price, cost, stock, completeness * 10, missing);

    private static readonly Gen<ProductPlan> Products =
        from kind in Gen.Int[0, 5]
        from status in Gen.Int[0, 5]
        from name in Gen.Int[0, 7].Array[1, 4]
        from brand in Gen.Int[-1, 2]
        from category in Gen.Int[-1, 4]
        from more in Gen.Int[0, 4].Array[0, 2]
        from tag in Gen.Int[-1, 1]
        from mount in Gen.Int[-1, 2]
        from uses in Gen.Int[0, 2].Array[0, 3]
        from weight in Gen.Int[-1, 4]
        from isSealed in Gen.Int[-1, 1]
        from here in Listings
        from there in Listings
        from days in Gen.Int[0, 40]
        from description in Gen.Int[-1, 7]
        from dutch in Gen.Int[-1, 7]
        from links in Gen.Int[0, 20].Array[0, 4]
        select new ProductPlan(kind, status, name, brand, category, more, tag, mount, uses, weight, isSealed, here, there, days, description, dutch, links);

    public static Gen<ProductPlan[]> Plans { get; } = Products.Array[1, 22];

    public static async Task<TestStudio> CreateAsync(ProductPlan[] plans)
    {
        var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync(completenessThreshold: 70);
        await studio.ChannelAsync("coffee", completenessThreshold: 50);
        var photo = await studio.CategoryAsync(Categories[0]);
        await studio.CategoryAsync(Categories[1], photo);
        var lenses = await studio.CategoryAsync(Categories[2], photo);
        await studio.CategoryAsync(Categories[3], lenses);
        await studio.CategoryAsync(Categories[4]);
        await studio.AddAsync(
            new AttributeDefinition { Id = 1, Code = "mount", Name = "Mount", Kind = AttributeKind.Choice, Options = [.. Mounts] },
            new AttributeDefinition { Id = 2, Code = "use", Name = "Use", Kind = AttributeKind.Choices, Position = 1 },
            new AttributeDefinition { Id = 3, Code = "weight", Name = "Weight", Kind = AttributeKind.Number, Unit = "g", Position = 2 },
            new AttributeDefinition { Id = 4, Code = "sealed", Name = "Sealed", Kind = AttributeKind.YesNo, Position = 3 });
        await studio.WriteAsync(async session =>
        {
            for (var at = 0; at < plans.Length; at++)
            {
                session.Db.AddRange(Entities(plans, at));
            }

            await session.SaveAsync();
            for (var at = 0; at < plans.Length; at++)
            {
                foreach (var target in plans[at].Links.Distinct().Where(target => target < plans.Length && target != at))
                {
                    session.Db.Add(new ProductLink { SourceId = at + 1, TargetId = target + 1, TypeId = 1, CreatedBy = "eva" });
                }
            }

            var run = new MiningRun { ChannelId = Here };
            var bundle = new Bundle { Code = "set", OwnerId = "eva" };
            var revision = new BundleRevision { Number = 1, Name = "Set", State = plans.Length % 2 == 0 ? RevisionState.InReview : RevisionState.Draft };
            revision.Components.Add(new BundleComponent { ProductId = plans.Length });
            if (plans.Length > 1)
            {
                revision.Components.Add(new BundleComponent { ProductId = plans.Length - 1, Position = 1 });
            }

            bundle.Revisions.Add(revision);
            session.Db.AddRange(run, bundle);
            await session.SaveAsync();
            AddAffinities(session, plans, run.Id);
        });
        await studio.FollowOwnIdsAsync();
        return studio;
    }

    /// <summary>Product <paramref name="at"/> + 1 with what belongs to it.</summary>
    public static IEnumerable<object> Entities(ProductPlan[] plans, int at)
    {
        var plan = plans[at];
        var (kind, parent) = Family(plans, at);
        yield return new Product
        {
            Id = at + 1,
            Sku = $"{(at % 3 == 0 ? "CAM" : "Str")}-{at + 1}",
            Name = string.Join(' ', plan.Name.Select(word => Words[word])),
            Brand = plan.Brand < 0 ? null : Brands[plan.Brand],
            Kind = kind,
            ParentId = parent,
            Status = plan.Status switch { 0 => ProductStatus.Draft, 1 => ProductStatus.Archived, _ => ProductStatus.Active },
            CategoryId = plan.Category < 0 ? null : plan.Category + 1,
            Tags = plan.Tag < 0 ? [] : [plan.Tag == 0 ? "new" : "Sale"],
            Gtin = plan.Weight == 0 ? $"{40000000 + at}" : null,
            Description = plan.Description < 0 ? null : $"<p>A <b>{Words[plan.Description]}</b> &amp; more</p>",
            CreatedAt = TestStudio.Start.AddDays(-plan.DaysAgo - 1),
            UpdatedAt = TestStudio.Start.AddDays(-plan.DaysAgo),
        };
        foreach (var category in plan.MoreCategories.Distinct().Where(category => category != plan.Category))
        {
            yield return new ProductCategory { ProductId = at + 1, CategoryId = category + 1 };
        }

        if (plan.Mount >= 0)
        {
            yield return new AttributeValue { ProductId = at + 1, AttributeId = 1, Text = Mounts[plan.Mount] };
        }

        if (plan.Uses.Length > 0)
        {
            yield return new AttributeValue
            {
                ProductId = at + 1, AttributeId = 2, Text = string.Join(AttributeValue.Separator, plan.Uses.Distinct().Select(use => Uses[use]))
            };
        }

        if (plan.Weight >= 0)
        {
            yield return new AttributeValue { ProductId = at + 1, AttributeId = 3, Text = $"{plan.Weight}00", Number = plan.Weight * 100 };
        }

        if (plan.Sealed >= 0)
        {
            yield return new AttributeValue { ProductId = at + 1, AttributeId = 4, Text = plan.Sealed == 0 ? "no" : "yes" };
        }

        if (plan.Dutch >= 0)
        {
            yield return new ProductText { ProductId = at + 1, Locale = "nl", Name = $"Mooie {Words[plan.Dutch]}", Description = "Heel mooi" };
        }

        foreach (var (channel, listing) in new[] { (Here, plan.Here), (There, plan.There) })
        {
            if (listing.Listed)
            {
                yield return new Listing
                {
                    ProductId = at + 1,
                    ChannelId = channel,
                    Price = listing.Price * 950,
                    Cost = listing.Cost < 0 ? null : listing.Cost * 400,
                    Stock = listing.Stock < 0 ? null : listing.Stock,
                    Published = true,
                    Completeness = listing.Completeness,
                    Missing = Missing[listing.Missing],
                };
            }
        }
    }

    // Two of six are parents; a variant joins the last parent before it.
    private static (ProductKind Kind, int? Parent) Family(ProductPlan[] plans, int at)
    {
        if (plans[at].Kind == 0)
        {
            return (ProductKind.Parent, null);
        }

        var parent = Array.FindLastIndex(plans, at, plan => plan.Kind == 0);
        return plans[at].Kind >= 4 && parent >= 0 ? (ProductKind.Variant, parent + 1) : (ProductKind.Simple, null);
    }

    private static void AddAffinities(WriteSession session, ProductPlan[] plans, int run)
    {
        var families = Enumerable.Range(0, plans.Length).Where(at => Family(plans, at).Parent is null).Select(at => at + 1).ToArray();
        for (var at = 0; at + 1 < families.Length; at++)
        {
            foreach (var (anchor, companion) in new[] { (families[at], families[at + 1]), (families[at + 1], families[at]) })
            {
                session.Db.Add(new ProductAffinity
                {
                    ChannelId = Here, AnchorId = anchor, CompanionId = companion, RunId = run, Rank = anchor < companion ? 1 : 2, PairBaskets = 3 + (at % 4),
                    AnchorBaskets = 10 + at,
                    CompanionBaskets = 10, Baskets = 1000, Lift = 3, LogLikelihood = 20,
                });
            }
        }
    }
}
