using System.Buffers.Text;
using System.Security.Cryptography;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What is shared.</summary>
/// <param name="Question">The query string that asks the studio for it.</param>
/// <param name="Answer">The frames as they are drawn, as JSON.</param>
/// <param name="PanelVersion">Of the first frame.</param>
/// <param name="Title">Name of the main product.</param>
public sealed record PanelToShare(int ChannelId, string Question, string Answer, string PanelVersion, string Title);

/// <summary>Keeps panels that somebody shared, for those who may look into the shop.</summary>
public sealed class SharedPanelService(StudioStore store, TimeProvider time)
{
    /// <summary>How long a link leads to what it showed.</summary>
    public const int Days = 30;

    private const int MostAnswer = 400_000;

    /// <summary>Keeps it for <see cref="Days"/>; what is over is swept in the same write.</summary>
    /// <returns>The code of its address.</returns>
    public async Task<Outcome<SharedPanel>> ShareAsync(PanelToShare what, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(what);
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Deny(Permission.Read, what.ChannelId) is { } denied)
        {
            return denied;
        }

        if (what.Question.Length > SharedPanel.QuestionLength || what.Answer.Length > MostAnswer)
        {
            return new Refusal("panel.share", L["This view is too large to be shared."]);
        }

        var now = time.GetUtcNow();
        await using var session = await store.WriteAsync(actor, $"Shared the panel of {what.Title}", cancellation);
        session.CanUndo = false;
        session.Db.RemoveRange(await session.Db.SharedPanels.AsTracking().Where(panel => panel.ExpiresAt <= now).Take(100).ToListAsync(cancellation));
        var shared = new SharedPanel
        {
            Code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(15)),
            ChannelId = what.ChannelId,
            Question = what.Question,
            Answer = what.Answer,
            PanelVersion = what.PanelVersion,
            Title = what.Title,
            CreatedBy = actor.Name,
            CreatedAt = now,
            ExpiresAt = now.AddDays(Days),
        };
        session.Db.Add(shared);
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out _) ? refusal : shared;
    }

    /// <summary>Null for one that is over, that never was, or that is of a shop the reader may not look into.</summary>
    public async Task<SharedPanel?> FindAsync(ReadScope scope, string code, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var db = store.Read(scope);
        return await db.SharedPanels.SingleOrDefaultAsync(panel => panel.Code == code && panel.ExpiresAt > now, cancellation);
    }
}
