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

    public List<Change> Changes { get; } = [];

    internal sealed class Map : IEntityTypeConfiguration<ChangeSet>
    {
        public void Configure(EntityTypeBuilder<ChangeSet> builder)
        {
            builder.ToTable("ChangeSets");
            builder.HasIndex(set => new { set.ActorId, set.Id });
            builder.HasIndex(set => set.JobId);
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

    /// <summary>A part of the row's key that is a number, from 0.</summary>
    public int KeyPart(int part = 0) => int.Parse(EntityId.Split('/')[part], CultureInfo.InvariantCulture);

    /// <summary>A whole number of the row as it was, or as it was added; null when the change does not tell it.</summary>
    public int? Number(string field)
    {
        using var fields = JsonDocument.Parse(Before ?? After ?? "{}");
        return fields.RootElement.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
    }

    /// <summary>Whether an edit touched nothing but these fields.</summary>
    public bool IsEditOfOnly(params ReadOnlySpan<string> names)
    {
        if (Kind != ChangeKind.Edited)
        {
            return false;
        }

        using var fields = JsonDocument.Parse(After ?? "{}");
        foreach (var field in fields.RootElement.EnumerateObject())
        {
            if (!names.Contains(field.Name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an edit touched any of these fields.</summary>
    public bool IsEditOf(params ReadOnlySpan<string> names)
    {
        if (Kind != ChangeKind.Edited)
        {
            return false;
        }

        using var fields = JsonDocument.Parse(After ?? "{}");
        foreach (var field in fields.RootElement.EnumerateObject())
        {
            if (names.Contains(field.Name))
            {
                return true;
            }
        }

        return false;
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
