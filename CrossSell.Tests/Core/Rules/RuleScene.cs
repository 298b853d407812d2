using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Rules;
using CrossSell.Tests.Support;
using CsCheck;

namespace CrossSell.Tests.Core.Rules;

/// <summary>Small random catalogues of families, and random conditions over them: everything is small, so that much meets.</summary>
internal static class RuleScene
{
    public static readonly string[] Brands = ["Lumen", "Orbis"];
    public static readonly string[] Marks = ["D", "X", "V"];
    public static readonly string[] Tags = ["new", "sale"];

    public const int Mount = 1;
    public const int Fits = 2;
    public const int Weight = 3;
    public const int Material = 4;

    public static readonly Gen<Plan[]> Plans = (
        from kind in Gen.Int[0, 5]
        from numbers in Gen.Int[-1, 12].Array[12]
        from listed in Gen.Int[0, 5]
        from status in Gen.Int[0, 6]
        select new Plan(kind, numbers, listed > 0, listed > 1, status == 0 ? ProductStatus.Draft : ProductStatus.Active)).Array[1, 16];

    private static readonly Gen<Condition> Leaves = Gen.OneOf(
        Gen.Int[1, 4].Array[1, 2].Select(ids => (Condition)new InCategory([.. ids.Distinct()])),
        Gen.Int[0, 1].Select(brand => (Condition)new OfBrand([Brands[brand]])),
        Gen.Int[1, 2].Select(type => (Condition)new OfType([type])),
        Gen.Int[0, 1].Select(tag => (Condition)new Tagged([Tags[tag]])),
        Gen.Int[1, 16].Select(number => (Condition)new HasSku([$"sku-{number}"])),
        Gen.Select(Gen.Int[1, 2], Gen.Int[-1, 2]).Select((attribute, mark) => (Condition)new AttributeIs(attribute, mark < 0 ? [] : [Marks[mark]])),
        Gen.Int[0, 1].Select(material => (Condition)new AttributeIs(Material, [material == 0 ? "wool" : "silk"])),
        Ranges(8).Select(range => (Condition)new AttributeBetween(Weight, range.From, range.To)),
        Ranges(8).Select(range => (Condition)new PriceBetween(range.From, range.To + 0.5m)),
        Ranges(9).Select(range => (Condition)new MarginBetween((range.From * 8) - 30, range.To * 9)),
        Ranges(6).Select(range => (Condition)new StockBetween(range.From, range.To)),
        Gen.Int[0, 100].Select(from => (Condition)new CompleteBetween(from, null)),
        Gen.Bool.Select(asMain => (Condition)new InBundle(asMain)));

    public static readonly Gen<Condition> Conditions = Trees(3);

    /// <summary>Every kind of comparison, where a percentage belongs to it with that one.</summary>
    public static readonly Func<int, Comparison>[] Comparisons =
    [
        _ => new SameBrand(), _ => new SameCategory(), _ => new OtherCategory(), _ => new AttributeMatches(Mount, Mount),
        _ => new AttributeMatches(Mount, Fits), percent => new PricedAtMost(percent), percent => new PricedAtLeast(percent),
    ];

    public static readonly Gen<RuleContent> Contents =
        from anchors in Conditions
        from companions in Conditions
        from compared in Gen.Int[0, Comparisons.Length - 1].Array[0, 2]
        from percent in Gen.Int[20, 200]
        from order in Gen.Int[0, 5]
        from limit in Gen.Int[1, 5]
        select new RuleContent
        {
            Name = "Rule",
            Anchors = new AllOf([anchors]),
            Companions = new AllOf([companions]),
            // The same category and another one cannot stand side by side.
            Comparisons = compared.Contains(1) && compared.Contains(2)
                ? [new SameCategory()]
                : [.. compared.Distinct().Select(index => Comparisons[index](percent))],
            Order = (RuleOrder)order,
            Limit = limit,
            Enabled = true,
        };

    public static async Task<TestStudio> CreateAsync(Plan[] plans)
    {
        var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync(completenessThreshold: 30);
        await studio.ChannelAsync("outdoor");
        await studio.AddAsync(new TaxRate { ChannelId = channel.Id, TaxClass = "reduced", BasisPoints = 900 });
        var root = await studio.CategoryAsync("root");
        var below = await studio.CategoryAsync("below", root);
        await studio.CategoryAsync("deep", below);
        await studio.CategoryAsync("other");
        await studio.AddAsync(
            new AttributeDefinition { Code = "mount", Name = "Mount", Kind = AttributeKind.Choices, Options = [.. Marks] },
            new AttributeDefinition { Code = "fits", Name = "Fits", Kind = AttributeKind.Choices, Options = [.. Marks] },
            new AttributeDefinition { Code = "weight", Name = "Weight", Kind = AttributeKind.Number },
            new AttributeDefinition { Code = "material", Name = "Material", Kind = AttributeKind.Choice, Options = ["wool", "silk"] },
            new ProductType { Code = "one", Name = "One" },
            new ProductType { Code = "two", Name = "Two" });
        int? parent = null;
        for (var at = 0; at < plans.Length; at++)
        {
            var kind = plans[at].Kind switch { 0 => ProductKind.Parent, 1 or 2 when parent is not null => ProductKind.Variant, _ => ProductKind.Simple };
            var product = plans[at].Product(at + 1, kind, kind == ProductKind.Variant ? parent : null);
            parent = kind switch { ProductKind.Parent => at + 1, ProductKind.Variant => parent, _ => null };
            await studio.AddAsync([product, .. plans[at].Rest(at + 1)]);
        }

        await BundleAsync(studio, plans, 1, RevisionState.Approved);
        await BundleAsync(studio, plans, 2, RevisionState.Draft);
        return studio;
    }

    /// <summary>A bundle of some of the products, the first of them its main one.</summary>
    private static async Task BundleAsync(TestStudio studio, Plan[] plans, int id, RevisionState state)
    {
        int[] parts = [.. Enumerable.Range(1, plans.Length).Where(product => plans[product - 1].Numbers[3] % 4 == id)];
        await studio.AddAsync(new Bundle { Id = id, Code = $"bundle-{id}", OwnerId = "somebody", CreatedAt = TestStudio.Start });
        await studio.AddAsync(new BundleRevision { Id = id, BundleId = id, Number = 1, State = state, Name = $"Bundle {id}", UpdatedAt = TestStudio.Start });
        await studio.AddAsync(
        [
            new BundleChannel { RevisionId = id, ChannelId = 1 },
            .. parts.Select((product, at) => new BundleComponent { RevisionId = id, ProductId = product, Position = at }),
        ]);
    }

    /// <summary>Figures of the orders: every product lies beside some others.</summary>
    public static Task MineAsync(TestStudio studio, Plan[] plans) => studio.WriteAsync(async session =>
    {
        var run = new MiningRun { ChannelId = 1, StartedAt = TestStudio.Start, FinishedAt = TestStudio.Start };
        session.Db.Add(run);
        await session.SaveAsync();
        for (var anchor = 1; anchor <= plans.Length; anchor++)
        {
            foreach (var companion in plans[anchor - 1].Numbers[..3].Where(number => number > 0 && number != anchor && number <= plans.Length).Distinct())
            {
                session.Db.Add(new ProductAffinity
                {
                    ChannelId = 1, AnchorId = anchor, CompanionId = companion, RunId = run.Id, Rank = 1, PairBaskets = 10, AnchorBaskets = 50,
                    CompanionBaskets = 20 + (companion * 7 % 11), Baskets = 1000, Score = 0.1 * ((anchor * companion % 7) + 1), Lift = 3,
                });
            }
        }
    });

    /// <summary>Open at one end at most.</summary>
    private static Gen<(int? From, int? To)> Ranges(int most) => Gen.Select(Gen.Int[0, most], Gen.Int[0, most], Gen.Int[0, 3]).Select((one, other, open) =>
        ((int?)(open == 0 ? null : Math.Min(one, other)), (int?)(open == 1 ? null : Math.Max(one, other))));

    private static Gen<Condition> Trees(int levels) => levels == 0
        ? Leaves
        : Gen.OneOf(
            Leaves,
            Leaves,
            Trees(levels - 1).Array[0, 3].Select(parts => (Condition)new AllOf([.. parts])),
            Trees(levels - 1).Array[0, 3].Select(parts => (Condition)new AnyOf([.. parts])),
            Trees(levels - 1).Array[0, 2].Select(parts => (Condition)new NoneOf([.. parts])));

    /// <param name="Numbers">From -1 to 12, each for one property.</param>
    internal sealed record Plan(int Kind, int[] Numbers, bool Listed, bool Published, ProductStatus Status)
    {
        public Product Product(int id, ProductKind kind, int? parent) => new()
        {
            Id = id,
            Sku = $"SKU-{id}",
            Name = $"Product {id}",
            Brand = Numbers[0] < 0 ? null : Brands[Numbers[0] % 2],
            Kind = kind,
            ParentId = parent,
            Status = Status,
            CategoryId = Numbers[1] < 0 ? null : (Numbers[1] % 4) + 1,
            ProductTypeId = Numbers[2] < 4 ? null : (Numbers[2] % 2) + 1,
            TaxClass = Numbers[3] % 3 == 0 ? "reduced" : "standard",
            Tags = Numbers[4] < 5 ? [] : [Tags[Numbers[4] % 2]],
            CreatedAt = TestStudio.Start.AddDays(-Numbers[5]),
            UpdatedAt = TestStudio.Start,
        };

        public IEnumerable<object> Rest(int id)
        {
            if (Listed)
            {
                yield return new Listing
                {
                    ProductId = id, ChannelId = 1, Price = Math.Max(0, Numbers[6] * 100), Cost = Numbers[7] < 0 ? null : Numbers[7] * 40,
                    Stock = Numbers[8] < 0 ? null : Numbers[8] / 2,
                    Published = Published, Completeness = Math.Max(0, Numbers[9]) * 8,
                };
            }

            if (Numbers[10] > 1)
            {
                yield return new AttributeValue { ProductId = id, AttributeId = Mount, Text = Numbers[10] > 9 ? "D\nX" : Marks[Numbers[10] % 3] };
            }

            if (Numbers[11] > 3)
            {
                yield return new AttributeValue { ProductId = id, AttributeId = Fits, Text = Marks[Numbers[11] % 3] };
                yield return new AttributeValue { ProductId = id, AttributeId = Material, Text = Numbers[11] % 2 == 0 ? "wool" : "silk" };
                yield return new AttributeValue { ProductId = id, AttributeId = Weight, Text = $"{Numbers[11]}", Number = Numbers[11] };
                if (Numbers[11] > 8 && Numbers[1] != 3)
                {
                    yield return new ProductCategory { ProductId = id, CategoryId = 4 };
                }
            }
        }
    }
}
