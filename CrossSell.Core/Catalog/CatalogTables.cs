using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class CatalogTables
{
    extension(StudioDb db)
    {
        public DbSet<Channel> Channels => db.Set<Channel>();

        public DbSet<TaxRate> TaxRates => db.Set<TaxRate>();

        public DbSet<Segment> Segments => db.Set<Segment>();

        public DbSet<Category> Categories => db.Set<Category>();

        public DbSet<CategoryOwner> CategoryOwners => db.Set<CategoryOwner>();

        public DbSet<ProductType> ProductTypes => db.Set<ProductType>();

        public DbSet<AttributeDefinition> Attributes => db.Set<AttributeDefinition>();

        public DbSet<Product> Products => db.Set<Product>();

        public DbSet<ProductCategory> ProductCategories => db.Set<ProductCategory>();

        public DbSet<ProductText> ProductTexts => db.Set<ProductText>();

        public DbSet<AttributeValue> AttributeValues => db.Set<AttributeValue>();

        public DbSet<Listing> Listings => db.Set<Listing>();

        public DbSet<ListingReport> ListingReports => db.Set<ListingReport>();

        public DbSet<LocaleCompleteness> LocaleCompleteness => db.Set<LocaleCompleteness>();

        public DbSet<ProductMedia> ProductMedia => db.Set<ProductMedia>();

        public DbSet<MediaFile> MediaFiles => db.Set<MediaFile>();
    }
}
