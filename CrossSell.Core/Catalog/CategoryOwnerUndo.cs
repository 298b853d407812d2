using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>Taking back who owns a category needs the right that naming an owner needs; an account that is gone owns nothing again.</summary>
internal sealed class CategoryOwnerUndo : UndoRule
{
    public override IReadOnlyCollection<Type> Entities { get; } = [typeof(CategoryOwner)];

    public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
        Task.FromResult(actor.CanAnywhere(Permission.Review) ? null : Refusal.Forbidden(L["{0} may no longer name owners of categories.", actor.Name]));
}
