namespace CrossSell.Admin.Hosting;

/// <summary>What the host does beside answering: jobs, clocks, sweeps. They start in this order.</summary>
internal static class BackgroundWork
{
    public static IServiceCollection AddBackgroundWork(this IServiceCollection services)
    {
        services.AddHostedService<ChangeListener>();
        services.AddHostedService<JobRunner>();
        services.AddHostedService<DemoBacktests>();
        services.AddHostedService<MediaSweeps>();
        services.AddHostedService<IdleMemory>();
        services.AddHostedService<MiningClock>();
        services.AddHostedService<SourceClock>();
        services.AddHostedService<KeyUseClock>();
        services.AddHostedService<BackupClock>();
        services.AddHostedService<DigestClock>();
        services.AddHostedService<DriftClock>();
        services.AddHostedService<PromiseClock>();
        services.AddHostedService<NotificationSweeps>();
        services.AddHostedService<ExperimentTurns>();
        services.AddHostedService<VisitorSweeps>();
        services.AddHostedService<WebhookClock>();
        services.AddHostedService<CatalogRefresh>();
        return services;
    }
}
