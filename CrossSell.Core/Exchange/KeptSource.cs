using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Exchange;

/// <summary>The columns of a file of another system, once for all products that came with them (decision 0039).</summary>
public sealed class KeptFile : INotForShoppers
{
    public int Id { get; init; }

    /// <summary>Name of the <see cref="ExportSystem"/>.</summary>
    public required string System { get; init; }

    /// <summary>Of the columns, as <see cref="ImportMapping.FingerprintOf"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>In their order, as the file writes them.</summary>
    public required List<string> Columns { get; set; }

    /// <summary>Amounts have a decimal comma there.</summary>
    public bool HasComma { get; set; }

    /// <summary>Takes the columns in that are not there yet, behind the others: rows that were kept before stay right.</summary>
    public void Grow(IEnumerable<string> names) =>
        Columns = [.. Columns, .. names.Where(name => !Columns.Contains(name, StringComparer.OrdinalIgnoreCase))];

    internal sealed class Map : IEntityTypeConfiguration<KeptFile>
    {
        public void Configure(EntityTypeBuilder<KeptFile> builder)
        {
            builder.ToTable("KeptFiles");
            builder.Property(file => file.System).HasMaxLength(20);
            builder.Property(file => file.Fingerprint).HasMaxLength(32);
            builder.Property(file => file.Columns).AsJson();
            builder.HasIndex(file => new { file.System, file.Fingerprint }).IsUnique();
        }
    }
}

/// <summary>
/// The rows of a file of another system that are of one product, as they were: what this studio has no field for goes back with them, and what names the
/// product there (ID, handle, model). Beside the product and not in it: it is no data of the studio, and no history.
/// </summary>
public sealed class KeptRows : INotForShoppers
{
    public int ProductId { get; init; }

    /// <summary>Of which shop's file they are, as <see cref="KeptShop.Key"/>; a product has the rows of the last file of each.</summary>
    public required string System { get; init; }

    public int FileId { get; set; }

    /// <summary>Place of the first of them in the file, from 0.</summary>
    public int Position { get; set; }

    /// <summary>What the system names the product by where it is not by SKU: its ID, its handle. Null where there is no such thing.</summary>
    public string? Name { get; set; }

    /// <summary>Whether the links of these rows were imported: only then is one that the studio does not have one that was taken away.</summary>
    public bool LinksTaken { get; set; }

    /// <summary>The rows as JSON: a list of lists of cells, by the columns of the file.</summary>
    public required string Rows { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<KeptRows>
    {
        public void Configure(EntityTypeBuilder<KeptRows> builder)
        {
            builder.ToTable("KeptRows");
            builder.Property(rows => rows.System).HasMaxLength(20);
            builder.HasKey(rows => new { rows.ProductId, rows.System });
            builder.HasOne<Product>().WithMany().HasForeignKey(rows => rows.ProductId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<KeptFile>().WithMany().HasForeignKey(rows => rows.FileId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>
/// Whose rows are kept: two shops of one system have IDs and columns of their own for the same SKU. Rows of a file that was of no shop, as of all files before
/// shops were told apart, are taken where the shop has none.
/// </summary>
/// <param name="System">Name of the <see cref="ExportSystem"/>.</param>
/// <param name="ShopId">Id of the channel; null where the file is of none.</param>
internal sealed record KeptShop(string System, int? ShopId)
{
    /// <summary>What its rows are kept under: <c>shopify/3</c>, or the system alone.</summary>
    public string Key => ShopId is { } shop ? string.Create(CultureInfo.InvariantCulture, $"{System}/{shop}") : System;

    /// <summary>The shop's rows, and those of no shop for products of which it has none.</summary>
    public IQueryable<KeptRows> In(StudioDb db)
    {
        var (own, shared) = (Key, System);
        return db.Set<KeptRows>().Where(rows => rows.System == own
            || (rows.System == shared && !db.Set<KeptRows>().Any(other => other.ProductId == rows.ProductId && other.System == own)));
    }
}
