using CrossSell.Core.Audit;
using CrossSell.Core.Backtesting;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Media;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.SavedViews;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Today;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrossSell.Admin.Hosting;

/// <summary>The services of the core, registered alike for the web host, the command line and the tests. A new service is one line here.</summary>
internal static class StudioServices
{
    /// <exception cref="InvalidOperationException">The configuration names a data folder, a provider or an instant that cannot be used; the message says how to
    /// mend it.</exception>
    public static IServiceCollection AddStudio(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(StudioClock.From(configuration));
        var data = new DataDirectory(DataPath(configuration));
        services.AddSingleton(data);
        services.AddSingleton(provider => StudioStore.OnFile(DatabasePath(configuration, data), provider.GetRequiredService<TimeProvider>()));
        services.AddDataProtection().SetApplicationName("CrossSell").PersistKeysToFileSystem(new DirectoryInfo(data.Keys));

        services.AddSingleton<ApiKeyService>();
        services.AddSingleton<UserSessionService>();
        services.AddSingleton<UndoService>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobExecution>();
        services.AddSingleton<JobUndo>();
        services.AddSingleton<JobWork, BulkEditWork>();
        services.AddSingleton<JobWork, JobUndoWork>();
        services.AddSingleton<ProductSearch>();
        services.AddSingleton<LinkNeighbourhoods>();
        services.AddSingleton<NavigationCounts>();
        services.AddSingleton<CatalogIndex>();
        services.AddSingleton<CatalogList>();
        services.AddSingleton<BulkEditService>();
        services.AddSingleton<SavedViewService>();
        services.AddSingleton<ProductDetailsQuery>();
        services.AddSingleton<ProductGlanceQuery>();
        services.AddSingleton<ComparisonQuery>();
        services.AddSingleton<BulkChoicesQuery>();
        services.AddSingleton<TodayQuery>();
        services.AddSingleton<BrokenBundles>();
        services.AddSingleton<ProductService>();
        services.AddSingleton<ProductAttributeService>();
        services.AddSingleton<ProductCategoryService>();
        services.AddSingleton<ListingService>();
        services.AddSingleton<FamilyService>();
        services.AddSingleton<ProductCreation>();
        services.AddSingleton<ProductHistory>();
        services.AddSingleton<ProductUndo>();
        services.AddSingleton<ProductChoicesQuery>();
        services.AddSingleton<CategoryService>();
        services.AddSingleton<AttributeService>();
        services.AddSingleton<LinkTypeService>();
        services.AddSingleton<ProductTypeService>();
        services.AddSingleton<ChannelService>();
        services.AddSingleton<CatalogUse>();
        services.AddSingleton<CompletenessReport>();
        services.AddSingleton<PanelSlots>();
        services.AddSingleton<JobWork, CompletenessWork>();
        services.AddSingleton<ProductFieldService>();
        services.AddSingleton<MediaStore>();
        services.AddSingleton(provider => new PictureFetcher(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MediaService>();
        services.AddSingleton<MediaSweep>();
        services.AddSingleton<BundleService>();
        services.AddSingleton<BundleList>();
        services.AddSingleton<ReviewService>();
        services.AddSingleton<ReviewQueue>();
        services.AddSingleton<MiningService>();
        services.AddSingleton<MiningPolicyService>();
        services.AddSingleton<MiningJobs>();
        services.AddSingleton<JobWork, MiningWork>();
        services.AddSingleton<OrderBaskets>();
        services.AddSingleton<PanelSettingsService>();
        services.AddSingleton<SegmentService>();
        services.AddSingleton<PanelBacktest>();
        services.AddSingleton<BacktestResults>();
        services.AddSingleton<BacktestJobs>();
        services.AddSingleton<JobWork, BacktestWork>();
        services.AddSingleton<SuggestionInbox>();
        services.AddSingleton<SuggestionService>();
        services.AddSingleton<SuggestionDetailsQuery>();
        services.AddSingleton<SuggestionBulk>();
        services.AddSingleton<JobWork, SuggestionBulkWork>();
        services.AddSingleton<AutoAccept>();
        services.AddSingleton<MiningFollowUp>(provider => provider.GetRequiredService<AutoAccept>());
        services.AddSingleton<DemoLoader>();
        services.AddSingleton<LargeDemoLoader>();
        services.AddSingleton<LinkService>();
        services.AddSingleton<ManyLinksService>();
        services.AddSingleton<JobWork, ManyLinksWork>();
        services.AddSingleton<LinkCopyService>();
        services.AddSingleton<LinkHealth>();
        services.AddSingleton<LinkMending>();
        services.AddSingleton<JobWork, LinkMendWork>();
        services.AddSingleton<SuccessorService>();
        services.AddSingleton<CanvasPlaces>();
        services.AddSingleton<LinkHistory>();
        services.AddPanelLayers();
        services.AddSingleton<PanelService>();
        services.AddSingleton<RuleService>();
        services.AddSingleton<RuleList>();
        services.AddSingleton<RuleAuthors>();
        services.AddSingleton<RuleChoices>();
        services.AddSingleton<RulePreviewQuery>();
        services.AddSingleton(LimitsOf(configuration));
        services.AddSingleton<OrderImport>();
        services.AddSingleton<CatalogImport>();
        services.AddSingleton<CatalogExport>();
        services.AddSingleton<LinkImport>();
        services.AddSingleton<LinkExport>();
        services.AddSingleton<ImportJobs>();
        services.AddSingleton<JobWork, ImportWork>();
        services.AddSingleton<PictureImport>();
        services.AddSingleton<JobWork, PictureWork>();
        services.AddSingleton<ExportJobs>();
        services.AddSingleton<JobWork, ExportWork>();
        return services;
    }

    /// <summary>Accounts and their rules, for the host and for the command line.</summary>
    public static IdentityBuilder AddStudioIdentity(this IServiceCollection services)
    {
        services.AddScoped(provider => provider.GetRequiredService<StudioStore>().OpenForIdentity());
        return services.AddIdentityCore<User>(options =>
            {
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = 12;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireDigit = false;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddEntityFrameworkStores<StudioDb>()
            .AddDefaultTokenProviders();
    }

    /// <exception cref="InvalidOperationException">The limit is no number.</exception>
    private static ImportLimits LimitsOf(IConfiguration configuration) => configuration["CrossSell:MaxUnpackedMegabytes"] switch
    {
        null or "" => ImportLimits.Default,
        var text when long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var megabytes)
            && megabytes is > 0 and < 1L << 30 => new ImportLimits(megabytes << 20),
        var text => throw new InvalidOperationException($"CrossSell:MaxUnpackedMegabytes is \"{text}\". Write a whole number of megabytes from 1."),
    };

    private static string DataPath(IConfiguration configuration) =>
        configuration["CrossSell:DataDirectory"] is { Length: > 0 } named ? named : DataDirectory.Default(AppContext.BaseDirectory);

    private static string DatabasePath(IConfiguration configuration, DataDirectory data)
    {
        var provider = configuration["Database:Provider"] ?? "Sqlite";
        if (!provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"Database__Provider is \"{provider}\"; this version knows Sqlite only.");
        }

        return configuration.GetConnectionString("CrossSell") is { Length: > 0 } text
            ? new SqliteConnectionStringBuilder(text).DataSource
            : data.Database;
    }
}
