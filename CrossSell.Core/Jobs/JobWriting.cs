using System.Text.Json;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Jobs;

/// <summary>Jobs of the studio itself that a write queues.</summary>
internal static class JobWriting
{
    /// <summary>Queues a job together with the write: it runs when the write has landed, and not at all when it has not.</summary>
    public static void Queue(this WriteSession session, string kind, string title, object input)
    {
        var actor = Actor.Job(kind);
        session.Db.Jobs.Add(new Job
        {
            Kind = kind,
            Title = title,
            Input = JsonSerializer.Serialize(input, input.GetType(), JobQueue.Json),
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            ActorName = actor.Name,
            CreatedAt = session.Now,
        });
        session.Announce(JobQueued.News);
    }
}

/// <summary>A write has landed that queued a job.</summary>
internal sealed record JobQueued
{
    public static readonly JobQueued News = new();
}
