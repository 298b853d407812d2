using CrossSell.Core.Jobs;
using CrossSell.Core.Undo;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Exchange;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class ExchangeServices
{
    public static IServiceCollection AddExchange(this IServiceCollection services) =>
        services
            .AddSingleton<OrderImport>()
            .AddSingleton<OrderIntake>()
            .AddSingleton<CatalogIntake>()
            .AddSingleton<DeliveryFeeds>()
            .AddSingleton<CatalogImport>()
            .AddSingleton<CatalogExport>()
            .AddSingleton<LinkImport>()
            .AddUndoRule<WrittenLinksUndo>()
            .AddSingleton<LinkExport>()
            .AddSingleton<DialectExport>()
            .AddSingleton<PanelExport>()
            .AddSingleton<StudioExport>()
            .AddSingleton<BundleImport>()
            .AddSingleton<BundleExport>()
            .AddSingleton<MerchantFeed>()
            .AddSingleton<ImportJobs>()
            .AddSingleton<ImportMappings>()
            .AddSingleton<ImportRecognition>()
            .AddSingleton<ImportChecks>()
            .AddSingleton<ImportDrafts>()
            .AddSingleton<ImportWork>()
            .AddSingleton<JobWork>(provider => provider.GetRequiredService<ImportWork>())
            .AddSingleton<ImportSeries>()
            .AddSingleton<PictureImport>()
            .AddSingleton<JobWork, PictureWork>()
            .AddSingleton<ExportJobs>()
            .AddSingleton<JobWork, ExportWork>();
}
