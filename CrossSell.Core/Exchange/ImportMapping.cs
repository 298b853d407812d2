using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Exchange;

/// <summary>What the columns of a source become, remembered: the next file with the same columns is read so at once.</summary>
public sealed class ImportMapping : IAudited, IVersioned, INotForShoppers
{
    public int Id { get; init; }

    /// <summary>Of the columns, see <see cref="FingerprintOf"/>: a source writes the same ones each time.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The shop whose prices and stock the file has; null for a file that says the shop itself, or is of none.</summary>
    public int? ChannelId { get; init; }

    public required ExchangeKind Kind { get; set; }

    public required List<MappedColumn> Columns { get; set; }

    /// <summary>Name of the file that was mapped last, for people.</summary>
    public required string Source { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public int Version { get; set; }

    /// <summary>The same for the same columns in the same order, without regard to case and blanks.</summary>
    public static string FingerprintOf(IEnumerable<string> names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names.Select(name => name.Trim().ToLowerInvariant())))))[..32];

    internal sealed class Map : IEntityTypeConfiguration<ImportMapping>, IReadFilter<ImportMapping>
    {
        public void Configure(EntityTypeBuilder<ImportMapping> builder)
        {
            builder.ToTable("ImportMappings");
            builder.Property(mapping => mapping.Fingerprint).HasMaxLength(32);
            builder.Property(mapping => mapping.Columns).AsJson();
            builder.Property(mapping => mapping.Version).IsConcurrencyToken();
            builder.HasIndex(mapping => new { mapping.Fingerprint, mapping.ChannelId }).IsUnique();
            builder.HasOne<Channel>().WithMany().HasForeignKey(mapping => mapping.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ImportMapping, bool>> Readable(StudioDb db) =>
            mapping => mapping.ChannelId == null || db.Readable.Contains(mapping.ChannelId.Value);
    }
}

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class ExchangeTables
{
    extension(StudioDb db)
    {
        public DbSet<ImportMapping> ImportMappings => db.Set<ImportMapping>();

        public DbSet<KeptFile> KeptFiles => db.Set<KeptFile>();

        public DbSet<KeptRows> KeptRows => db.Set<KeptRows>();
    }
}

/// <summary>A mapping that was found again.</summary>
/// <param name="Channel">Code of its shop; null where it is of none.</param>
/// <param name="IsSole">No other shop has one of its own for the same columns.</param>
public sealed record RememberedMapping(FileMapping Mapping, string? Channel, bool IsSole = true);

/// <summary>Remembers what the columns of files become, by source and shop.</summary>
public sealed class ImportMappings(StudioStore store, ImportLimits? limits = null)
{
    // More sources than anybody looks through.
    private const int Listed = 100;

    /// <summary>
    /// The mapping for a file with these columns: of this shop, else of none, never another shop's; where no shop was chosen the one that was used last. Null
    /// when nobody mapped them yet.
    /// </summary>
    /// <param name="channel">Code of the shop that was chosen; null when none was.</param>
    public async Task<RememberedMapping?> FindAsync(IReadOnlyList<string> names, string? channel, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!MayImport(actor))
        {
            return null;
        }

        var fingerprint = ImportMapping.FingerprintOf(names);
        await using var db = store.Read(actor.Reads);
        var rows = await (
            from mapping in db.ImportMappings
            where mapping.Fingerprint == fingerprint
            join shop in db.Channels on mapping.ChannelId equals (int?)shop.Id into shops
            from shop in shops.DefaultIfEmpty()
            orderby mapping.UpdatedAt descending
            select new { Mapping = mapping, Code = shop == null ? null : shop.Code }).ToListAsync(cancellation);
        var found = channel is null ? rows.FirstOrDefault()
            : rows.Find(row => string.Equals(row.Code, channel, StringComparison.OrdinalIgnoreCase)) ?? rows.Find(row => row.Code is null);
        // The columns as this file spells them.
        return found is null || found.Mapping.Columns.Count != names.Count ? null : new RememberedMapping(
            new FileMapping(found.Mapping.Kind, [.. found.Mapping.Columns.Select((column, at) => column with { Name = names[at] })]), found.Code,
            rows.Count == 1);
    }

    /// <summary>The mapping for a file that is not called as ours; null for one that is, and for one that nobody mapped yet.</summary>
    /// <param name="path">Of the file, wherever it is.</param>
    public async Task<RememberedMapping?> FindForAsync(string path, string? channel, Actor actor, CancellationToken cancellation = default) =>
        (await FileSniffer.SniffAsync(path, limits, cancellation)).Value is { OwnKind: null } file
            ? await FindAsync(file.Names, channel, actor, cancellation)
            : null;

    /// <summary>Remembers it for the next file with the same columns. What is remembered so already is not written again.</summary>
    /// <param name="source">Name of the file.</param>
    /// <param name="channel">Code of the shop whose prices and stock it has; null where it is of none.</param>
    public async Task<Outcome> RememberAsync(FileMapping mapping, string source, string? channel, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(actor);
        var permission = ImportJobs.PermissionOf(mapping.Kind);
        await using var session = await store.WriteAsync(actor, $"Remembered the columns of {source}", cancellation);
        var shop = channel is null ? null : await session.Db.Channels.FirstOrDefaultAsync(row => row.Code == channel, cancellation);
        if (channel is not null && shop is null)
        {
            return Refusal.NotFound($"There is no channel \"{channel}\".", "channel");
        }

        if (shop is null ? !actor.CanAnywhere(permission) : !actor.Can(permission, shop.Id))
        {
            return actor.Deny(permission, shop?.Id)!;
        }

        var fingerprint = ImportMapping.FingerprintOf(mapping.Columns.Select(column => column.Name));
        var shopId = shop?.Id;
        var known = await session.Db.ImportMappings.FirstOrDefaultAsync(row => row.Fingerprint == fingerprint && row.ChannelId == shopId, cancellation);
        if (known is not null && known.Kind == mapping.Kind && known.Columns.SequenceEqual(mapping.Columns))
        {
            return Outcome.Done;
        }

        if (known is null)
        {
            session.Db.ImportMappings.Add(new ImportMapping
            {
                Fingerprint = fingerprint, ChannelId = shopId, Kind = mapping.Kind, Columns = [.. mapping.Columns], Source = source, UpdatedAt = session.Now,
            });
        }
        else
        {
            (known.Kind, known.Columns, known.Source, known.UpdatedAt) = (mapping.Kind, [.. mapping.Columns], source, session.Now);
        }

        // It is changed by mapping the next file, and writes nothing that anybody sees.
        session.CanUndo = false;
        return Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }

    /// <summary>What is remembered, the newest first: of the shops that the actor may look into.</summary>
    public async Task<IReadOnlyList<ImportMapping>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = store.Read(actor.Reads);
        return MayImport(actor)
            ? await db.ImportMappings.AsNoTracking().OrderByDescending(mapping => mapping.UpdatedAt).ThenByDescending(mapping => mapping.Id).Take(Listed)
                .ToListAsync(cancellation)
            : [];
    }

    /// <summary>Forgets what was remembered of one source: the next file of it is recognised as if it were the first.</summary>
    public Task<Outcome> ForgetAsync(int id, Actor actor, CancellationToken cancellation = default) =>
        ForgetAsync(mappings => mappings.Where(mapping => mapping.Id == id), actor, cancellation);

    /// <summary>Forgets what was remembered of files with these columns, for all shops that the actor may import into.</summary>
    public Task<Outcome> ForgetAsync(IEnumerable<string> columns, Actor actor, CancellationToken cancellation = default)
    {
        var fingerprint = ImportMapping.FingerprintOf(columns);
        return ForgetAsync(mappings => mappings.Where(mapping => mapping.Fingerprint == fingerprint), actor, cancellation);
    }

    private async Task<Outcome> ForgetAsync(
        Func<IQueryable<ImportMapping>, IQueryable<ImportMapping>> which, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var session = await store.WriteAsync(actor, "Forgot the columns of a source", cancellation);
        var found = await which(session.Db.ImportMappings.AsTracking()).ToListAsync(cancellation);
        var own = found.FindAll(mapping => ImportJobs.PermissionOf(mapping.Kind) is var permission
            && (mapping.ChannelId is { } shop ? actor.Can(permission, shop) : actor.CanAnywhere(permission)));
        if (own.Count == 0)
        {
            return found.Count == 0 ? Outcome.Done : actor.Deny(ImportJobs.PermissionOf(found[0].Kind), found[0].ChannelId)!;
        }

        session.Db.ImportMappings.RemoveRange(own);
        session.CanUndo = false;
        return Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }

    internal static bool MayImport(Actor actor) =>
        actor.CanAnywhere(Permission.EditCatalog) || actor.CanAnywhere(Permission.ImportOrders) || actor.CanAnywhere(Permission.EditLinks);
}
