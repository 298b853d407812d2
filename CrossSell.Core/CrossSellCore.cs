using CrossSell.Core.Access;
using CrossSell.Core.Affinity;
using CrossSell.Core.Backtesting;
using CrossSell.Core.Backups;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Campaigns;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Drift;
using CrossSell.Core.Events;
using CrossSell.Core.Exchange;
using CrossSell.Core.Experiments;
using CrossSell.Core.History;
using CrossSell.Core.Insights;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Media;
using CrossSell.Core.Mining;
using CrossSell.Core.Notifications;
using CrossSell.Core.Panels;
using CrossSell.Core.Promises;
using CrossSell.Core.QuickStart;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.SavedViews;
using CrossSell.Core.Search;
using CrossSell.Core.Sources;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Today;
using CrossSell.Core.Undo;
using CrossSell.Core.Webhooks;
using CrossSell.Core.Workbench;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core;

/// <summary>The core as a whole: its rooms in the order of their arrows. Each registers itself; a new room is one line here.</summary>
public static class CrossSellCore
{
    private static readonly Lazy<ServiceProvider> Hooks = new(() => new ServiceCollection().AddCrossSellCore().BuildServiceProvider());

    /// <summary>What follows from writes, for a store that is opened by hand.</summary>
    public static WriteFollowUps FollowUps => Hooks.Value.GetRequiredService<WriteFollowUps>();

    /// <summary>How rows are taken back, for an <see cref="UndoService"/> that is made by hand.</summary>
    public static UndoRules UndoRules => Hooks.Value.GetRequiredService<UndoRules>();

    /// <summary>All services. The host adds the <see cref="StudioStore"/>, the <see cref="DataDirectory"/>, the clock and what is configured.</summary>
    public static IServiceCollection AddCrossSellCore(this IServiceCollection services) =>
        services
            .AddSingleton(provider => new WriteFollowUps(provider.GetServices<IWriteFollowUp>()))
            .AddAccess()
            .AddNotifications()
            .AddJobs()
            .AddUndo()
            .AddBackups()
            .AddCatalog()
            .AddMedia()
            .AddAffinity()
            .AddMining()
            .AddLinks()
            .AddRules()
            .AddBundles()
            .AddReview()
            .AddDrift()
            .AddPromises()
            .AddCampaigns()
            .AddPanels()
            .AddEvents()
            .AddExperiments()
            .AddWebhooks()
            .AddSuggestions()
            .AddCanvas()
            .AddSearch()
            .AddSavedViews()
            .AddBacktesting()
            .AddInsights()
            .AddWorkbench()
            .AddHistory()
            .AddBulk()
            .AddToday()
            .AddExchange()
            .AddSources()
            .AddQuickStart()
            .AddDemo();
}
