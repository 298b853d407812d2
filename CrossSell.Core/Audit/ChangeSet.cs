using System.Globalization;
using System.Text.Json;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Audit;

/// <summary>Marks an entity whose every write is recorded field by field in the change set of its transaction.</summary>
public interface IAudited;

/// <summary>An entity that people edit: the version guards against silently overwriting one another.</summary>
public interface IVersioned
{
    int Version { get; set; }
}

/// <summary>
/// One write: who, when and what for, saved in the same transaction as the change itself. The highest id is the state of the studio that caches compare with.
/// </summary>
public sealed class ChangeSet
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public ActorKind ActorKind { get; set; }

    public required string ActorId { get; set; }

    public required string ActorName { get; set; }

    /// <summary>What was done, as a sentence without a subject: "Linked Lumen D7 to Kite SDXC 128 GB".</summary>
    public required string Purpose { get; set; }

    /// <summary>Verdicts, keys and accounts are not undone.</summary>
    public bool CanUndo { get; set; }

    /// <summary>The change set that this one takes back.</summary>
    public long? UndoOfId { get; set; }

    /// <summary>The change set that took this one back.</summary>
    public long? UndoneById { get; set; }

    /// <summary>The job that wrote this, together with others of the same job: what is undone as one.</summary>
    public long? JobId { get; set; }

    /// <summary>
    /// A set by reference: EF Core asks of each row that it tracks whether it is in here, which in a list of a hundred thousand takes minutes.
    /// </summary>
    public ICollection<Change> Changes { get; } = new HashSet<Change>(ReferenceEqualityComparer.Instance);

    internal sealed class Map : IEntityTypeConfiguration<ChangeSet>
    {
        public void Configure(EntityTypeBuilder<ChangeSet> builder)
        {
            builder.ToTable("ChangeSets");
            builder.HasIndex(set => new { set.ActorId, set.Id });
            builder.HasIndex(set => set.JobId);
            builder.HasIndex(set => set.At);
            builder.HasMany(set => set.Changes).WithOne().HasForeignKey(change => change.ChangeSetId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

public enum ChangeKind
{
    Added,
    Edited,
    Removed,
}

/// <summary>What one write did to one row.</summary>
public sealed class Change
{
    public long Id { get; set; }

    public long ChangeSetId { get; set; }

    /// <summary>The entity's class name.</summary>
    public required string Entity { get; set; }

    /// <summary>Key values, joined by <c>/</c>.</summary>
    public required string EntityId { get; set; }

    public ChangeKind Kind { get; set; }

    /// <summary>JSON object of the fields before; null when added.</summary>
    public string? Before { get; set; }

    /// <summary>JSON object of the fields after; null when removed.</summary>
    public string? After { get; set; }

    /// <summary>A change that its writer tells of, by names and words that people read.</summary>
    /// <param name="before">Null for what was added.</param>
    /// <param name="after">Null for what was removed.</param>
    public static Change Told(
        string entity, string entityId, IReadOnlyDictionary<string, string?>? before, IReadOnlyDictionary<string, string?>? after) => new()
        {
            Entity = entity,
            EntityId = entityId,
            Kind = before is null ? ChangeKind.Added : after is null ? ChangeKind.Removed : ChangeKind.Edited,
            Before = before is null ? null : JsonSerializer.Serialize(before),
            After = after is null ? null : JsonSerializer.Serialize(after),
        };

    /// <summary>A part of the row's key that is a number, from 0.</summary>
    public int KeyPart(int part = 0) => PartOf(EntityId, part);

    /// <summary>A part of a key as <see cref="EntityId"/> writes it that is a number, from 0.</summary>
    public static int PartOf(ReadOnlySpan<char> key, int part = 0)
    {
        foreach (var range in key.Split('/'))
        {
            if (part-- == 0)
            {
                return int.Parse(key[range], CultureInfo.InvariantCulture);
            }
        }

        throw new ArgumentOutOfRangeException(nameof(part), $"The key {key} has fewer parts.");
    }

    /// <summary>A field that holds a whole number, as it is or, of a removed row, was; null where the change does not tell it.</summary>
    public int? Number(string field)
    {
        // A field that another version wrote as something else tells no number.
        var value = Value<JsonElement>(After ?? Before, field);
        return value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
    }

    /// <summary>A field on one side of a change, <see cref="Before"/> or <see cref="After"/>; null where that side does not tell it.</summary>
    public static T? Value<T>(string? side, string field)
    {
        using var fields = JsonDocument.Parse(side ?? "{}");
        return fields.RootElement.TryGetProperty(field, out var value) ? value.Deserialize<T>() : default;
    }

    /// <summary>Whether it tells any of these fields: of an edit, whether it changed them.</summary>
    public bool Tells(params IReadOnlyCollection<string> names) => Fields().Exists(names.Contains);

    /// <summary>Whether it is an edit of any of these fields.</summary>
    public bool IsEditOf(params string[] names) => Kind == ChangeKind.Edited && Tells(names);

    /// <summary>Whether it is an edit of nothing but these fields.</summary>
    public bool IsEditOfOnly(params string[] names) => Kind == ChangeKind.Edited && Fields().TrueForAll(names.Contains);

    private List<string> Fields()
    {
        using var fields = JsonDocument.Parse(After ?? Before ?? "{}");
        return [.. fields.RootElement.EnumerateObject().Select(field => field.Name)];
    }

    internal sealed class Map : IEntityTypeConfiguration<Change>
    {
        public void Configure(EntityTypeBuilder<Change> builder)
        {
            builder.ToTable("Changes");
            builder.HasIndex(change => new { change.Entity, change.EntityId, change.Id });
        }
    }
}
