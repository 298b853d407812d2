using CrossSell.Core.Media;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Bundles;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class BundlesServices
{
    public static IServiceCollection AddBundles(this IServiceCollection services) =>
        services
            .AddWriteFollowUp<RevisionAuthors>()
            .AddUndoRule<BundleUndo>()
            .AddUndoRule<RevisionUndo>()
            .AddUndoRule<BundleSettingsUndo>()
            .AddSingleton<IPictureUse, BundlePictures>()
            .AddSingleton<BundleService>()
            .AddSingleton<BundlePictureService>()
            .AddSingleton<BundleList>()
            .AddSingleton<BundleBaskets>()
            .AddSingleton<BundleSurroundings>()
            .AddSingleton<MinedSets>()
            .AddSingleton<LinkedParts>()
            .AddSingleton<BundleVariants>()
            .AddSingleton<BundleSettingsService>()
            .AddSingleton<SuccessorService>();
}
