using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.SavedViews;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CrossSell.Core.Storage;

/// <summary>
/// The one model of the studio's database. Opened only through <see cref="StudioStore"/>; one context serves one operation and is never kept.
/// </summary>
/// <param name="options">Of the provider.</param>
/// <param name="scope">The channels whose rows its questions may see.</param>
public abstract class StudioDb(DbContextOptions options, ReadScope scope) : IdentityUserContext<User>(options)
{
    /// <summary>The channels whose rows its questions may see; everything but for what <see cref="StudioStore.Read(ReadScope)"/> opened.</summary>
    public ReadScope Scope { get; } = scope;

    // Read by the filters of the model, so it has to be the context's own.
    internal int[] Readable { get; } = [.. scope.ChannelIds];

    internal string[] ReadableEnds { get; } = [.. scope.ChannelIds.Select(id => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/{id}"))];

    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    public DbSet<UserSession> UserSessions => Set<UserSession>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<ChangeSet> ChangeSets => Set<ChangeSet>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<Channel> Channels => Set<Channel>();

    public DbSet<TaxRate> TaxRates => Set<TaxRate>();

    public DbSet<Segment> Segments => Set<Segment>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<ProductType> ProductTypes => Set<ProductType>();

    public DbSet<AttributeDefinition> Attributes => Set<AttributeDefinition>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<ProductCategory> ProductCategories => Set<ProductCategory>();

    public DbSet<ProductText> ProductTexts => Set<ProductText>();

    public DbSet<AttributeValue> AttributeValues => Set<AttributeValue>();

    public DbSet<Listing> Listings => Set<Listing>();

    public DbSet<LocaleCompleteness> LocaleCompleteness => Set<LocaleCompleteness>();

    public DbSet<ProductMedia> ProductMedia => Set<ProductMedia>();

    public DbSet<MediaFile> MediaFiles => Set<MediaFile>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    public DbSet<MiningRun> MiningRuns => Set<MiningRun>();

    public DbSet<ProductAffinity> Affinities => Set<ProductAffinity>();

    public DbSet<MiningPolicy> MiningPolicies => Set<MiningPolicy>();

    public DbSet<PairObservation> PairObservations => Set<PairObservation>();

    public DbSet<CartWeight> CartWeights => Set<CartWeight>();

    public DbSet<CategoryAffinity> CategoryAffinities => Set<CategoryAffinity>();

    public DbSet<ContentCompanion> ContentCompanions => Set<ContentCompanion>();

    public DbSet<LinkType> LinkTypes => Set<LinkType>();

    public DbSet<ProductLink> Links => Set<ProductLink>();

    public DbSet<CanvasPlace> CanvasPlaces => Set<CanvasPlace>();

    public DbSet<Rule> Rules => Set<Rule>();

    public DbSet<SuggestionVerdict> SuggestionVerdicts => Set<SuggestionVerdict>();

    public DbSet<Bundle> Bundles => Set<Bundle>();

    public DbSet<BundleRevision> BundleRevisions => Set<BundleRevision>();

    public DbSet<BundleComponent> BundleComponents => Set<BundleComponent>();

    public DbSet<BundleChannel> BundleChannels => Set<BundleChannel>();

    public DbSet<RevisionAuthor> RevisionAuthors => Set<RevisionAuthor>();

    public DbSet<ReviewVerdict> ReviewVerdicts => Set<ReviewVerdict>();

    public DbSet<ReviewComment> ReviewComments => Set<ReviewComment>();

    public DbSet<PanelOverride> PanelOverrides => Set<PanelOverride>();

    public DbSet<PanelSettings> PanelSettings => Set<PanelSettings>();

    /// <summary>For features that stand before orders and need to know no more of them.</summary>
    internal Task<bool> HasOrdersAsync(int channelId, CancellationToken cancellation) => Orders.AnyAsync(order => order.ChannelId == channelId, cancellation);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(StudioDb).Assembly);
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type.IsEnum)
            {
                // Status as text: a row can be read without the code, and reordering an enum breaks nothing.
                property.SetProviderClrType(typeof(string));
            }
        }

        if (!Scope.IsEverything)
        {
            ReadFilters.Apply(builder, this);
        }
    }

    /// <summary>Instants as UTC milliseconds since 1970: they sort and index alike on every provider (SQLite cannot order a DateTimeOffset).</summary>
    private sealed class UtcMilliseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
