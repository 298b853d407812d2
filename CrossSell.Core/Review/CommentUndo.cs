using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using static CrossSell.Core.Review.ReviewTexts;

namespace CrossSell.Core.Review;

/// <summary>A comment comes back with the draft that it was deleted with; by itself it is never written, and never undone.</summary>
internal sealed class CommentUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(ReviewComment)];

    public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(actor.CanAnywhere(Permission.EditBundles) ? null : Refusal.Forbidden(L["{0} may no longer edit bundles.", actor.Name]));
}
