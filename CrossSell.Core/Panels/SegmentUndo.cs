using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>The undo of an addition, or of another code, is refused like a deletion while something names the segment.</summary>
internal sealed class SegmentUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(Segment)];

    public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(actor.Deny(Permission.Administer, null));

    public override async Task<Refusal?> BlockAsync(WriteSession session, ChangeSet set, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        // Another code is a removal for whatever names the present one.
        var ids = changes.Where(change => change.Kind == ChangeKind.Added || change.IsEditOf(nameof(Segment.Code))).Select(change => change.KeyPart())
            .ToArray();
        foreach (var segment in await session.Db.Segments.AsNoTracking().Where(segment => ids.Contains(segment.Id)).ToListAsync(cancellation))
        {
            if (await SegmentService.UseAsync(session.Db, segment, cancellation) is { IsUsed: true } use)
            {
                return SegmentService.Used(segment, use);
            }
        }

        return null;
    }
}
