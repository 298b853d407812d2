using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Jobs;

public enum JobState
{
    Waiting,
    Running,
    Done,
    Cancelled,
    Failed,
}

/// <summary>
/// Work that takes longer than a click: started by somebody, shows its progress, can be cancelled, ends with a report. Kept, so that people find it again after
/// a restart.
/// </summary>
public sealed class Job
{
    public const int TitleLength = 200;

    /// <summary>How often a job is begun at most: what broke the studio twice is not tried a third time.</summary>
    public const int MaxAttempts = 2;

    public long Id { get; set; }

    /// <summary>Which runner does it: <c>bulk-edit</c>, <c>import-products</c>, <c>completeness</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>What is done, as a sentence without a subject: "Archive 1,204 products".</summary>
    public required string Title { get; set; }

    /// <summary>What the runner needs, as JSON of its own.</summary>
    public string Input { get; set; } = "{}";

    public ActorKind ActorKind { get; set; }

    public required string ActorId { get; set; }

    public required string ActorName { get; set; }

    /// <summary>The channels that it concerns; empty means every one. Who manages them all may follow, cancel and undo it (<see cref="JobAccess"/>).</summary>
    public List<int> ChannelIds { get; set; } = [];

    public JobState State { get; set; }

    /// <summary>Steps done so far, of <see cref="Total"/>.</summary>
    public long Done { get; set; }

    /// <summary>0 while it is not known yet.</summary>
    public long Total { get; set; }

    /// <summary>What it is doing now, in words.</summary>
    public string? Step { get; set; }

    public bool CancelAsked { get; set; }

    /// <summary>How often it was begun. A studio that is stopped in good order gives the attempt back.</summary>
    public int Attempts { get; set; }

    /// <summary>The instance (<see cref="Storage.StudioStore.Instance"/>) that runs it; null for none.</summary>
    public string? OwnerId { get; set; }

    /// <summary>Grows while its owner lives (<see cref="JobTakeover"/>).</summary>
    public long Beat { get; set; }

    /// <summary>What came of it, as JSON of the runner's own; null before the end.</summary>
    public string? Report { get; set; }

    /// <summary>Why it failed, as a sentence that says how to fix it.</summary>
    public string? Problem { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public bool IsOver => State is JobState.Done or JobState.Cancelled or JobState.Failed;

    internal sealed class Map : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> builder)
        {
            builder.ToTable("Jobs");
            builder.Ignore(job => job.IsOver);
            builder.Property(job => job.Title).HasMaxLength(TitleLength);
            builder.HasIndex(job => new { job.State, job.Id });
            builder.HasIndex(job => new { job.ActorId, job.Id });
        }
    }
}
