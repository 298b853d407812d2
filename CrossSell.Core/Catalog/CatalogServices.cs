using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Catalog;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class CatalogServices
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) =>
        services
            .AddWriteFollowUp<CategoryTree.FollowUp>()
            .AddWriteFollowUp<CompletenessUpdate.FollowUp>()
            .AddWriteFollowUp<LastChanged>()
            .AddWriteFollowUp<ListingReported>()
            .AddUndoRule<ProductUndo>()
            .AddUndoRule<ListingUndo>()
            .AddUndoRule<ProductMediaUndo>()
            .AddUndoRule<CategoryUndo>()
            .AddSingleton<IBulkUndo, ProductUndoSql>()
            .AddSingleton<ProductReader>()
            .AddSingleton<ProductService>()
            .AddSingleton<ProductAttributeService>()
            .AddSingleton<ProductCategoryService>()
            .AddSingleton<ListingService>()
            .AddSingleton<FamilyService>()
            .AddSingleton<ProductCreation>()
            .AddUndoRule<CategoryOwnerUndo>()
            .AddSingleton<CategoryOwnerService>()
            .AddSingleton<CategoryService>()
            .AddSingleton<AttributeService>()
            .AddSingleton<ProductTypeService>()
            .AddSingleton<ChannelService>()
            .AddSingleton<CatalogDefinitions>()
            .AddSingleton<CatalogUse>()
            .AddSingleton<CompletenessReport>()
            .AddSingleton<JobWork, CompletenessWork>()
            .AddSingleton<ProductFieldService>();
}
