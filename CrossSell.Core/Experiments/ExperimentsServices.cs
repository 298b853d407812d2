using CrossSell.Core.Panels;
using CrossSell.Core.Promises;
using CrossSell.Core.Undo;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Experiments;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class ExperimentsServices
{
    public static IServiceCollection AddExperiments(this IServiceCollection services) =>
        services
            .AddUndoRule<ExperimentUndo>()
            .AddSingleton<PanelArmsSource, ExperimentArmsSource>()
            .AddSingleton<PromiseComparisons, ExperimentComparisons>()
            .AddSingleton<ExperimentService>()
            .AddSingleton<ExperimentList>()
            .AddSingleton<VisitorArms>()
            .AddSingleton<ExperimentSums>()
            .AddSingleton<ExperimentReader>()
            .AddSingleton<ExperimentPlanner>()
            .AddSingleton<ExperimentChoices>();
}
