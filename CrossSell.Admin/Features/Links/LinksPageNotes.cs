using CrossSell.Admin.Features.Canvas;
using CrossSell.Core.Canvas;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>What is said about a gesture at the place where it ended, and what can be done about it. Knows no component and no database.</summary>
internal static class LinksPageNotes
{
    /// <summary>Why a link was not drawn.</summary>
    /// <param name="tried">The gesture that was refused.</param>
    /// <param name="previews">What each type would write between the same two products.</param>
    /// <param name="around">What the page shows now.</param>
    public static CanvasNoteText Refused(Refusal refusal, DrawLink tried, IReadOnlyList<LinkPreview> previews, LinkNeighbourhood around)
    {
        var actions = new List<NoteAction>();
        if (previews.FirstOrDefault(item => item.Existing is not null && item.Refusal == refusal)?.Existing is { } existing)
        {
            var isHere = around.Find(existing.Id) is not null;
            if (isHere || around.Products.ContainsKey(existing.SourceId))
            {
                actions.Add(new NoteAction(L["Show it"], isHere ? new SelectLink(existing.Id) : new OpenProduct(existing.SourceId)));
            }

            if (isHere && existing.State == LinkState.Paused)
            {
                actions.Add(new NoteAction(L["Resume it"], new SetLinkState(existing.Id, LinkState.Active)));
            }
        }

        if (previews.Any(item => item.Refusal is null))
        {
            actions.Add(new NoteAction(L["Choose another type"], tried with { Asks = true, TypeCode = null }));
        }

        return new CanvasNoteText(refusal.Message, IsWarning: false, tried.X, tried.Y, actions);
    }

    /// <summary>Why nothing was done to what is selected together.</summary>
    public static CanvasNoteText Refused(Refusal refusal) => new(refusal.Message, IsWarning: false, null, null, []);

    /// <summary>What was written and should be looked at again.</summary>
    /// <param name="drawn">Where it was drawn; null for what no drop has written.</param>
    public static CanvasNoteText Warned(string warning, long changeSetId, DrawLink? drawn) =>
        new(warning, IsWarning: true, drawn?.X, drawn?.Y, [new NoteAction(L["Undo"], new UndoChange(changeSetId))]);
}
