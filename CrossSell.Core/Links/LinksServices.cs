using CrossSell.Core.Jobs;
using CrossSell.Core.Undo;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Links;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class LinksServices
{
    public static IServiceCollection AddLinks(this IServiceCollection services) =>
        services
            .AddUndoRule<LinkUndo>()
            .AddUndoRule<LinkTypeUndo>()
            .AddSingleton<LinkTypeService>()
            .AddSingleton<LinkService>()
            .AddSingleton<BulkLinksService>()
            .AddSingleton<JobWork, BulkLinksWork>()
            .AddSingleton<LinkCopyService>()
            .AddSingleton<LinkHealth>()
            .AddSingleton<LinkRepairs>()
            .AddSingleton<JobWork, LinkRepairWork>()
            .AddSingleton<LinkHistory>();
}
