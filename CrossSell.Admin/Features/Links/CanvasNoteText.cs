using CrossSell.Admin.Features.Canvas;
using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Links;

/// <summary>Something that a person can do about a refusal or a warning.</summary>
public sealed record NoteAction(string Label, LinkGesture Gesture);

/// <summary>What is said at the place of the drop.</summary>
/// <param name="X">Pixels from the canvas's corner; null when no pointer was there.</param>
public sealed record CanvasNoteText(string Words, bool IsWarning, double? X, double? Y, IReadOnlyList<NoteAction> Actions);

/// <summary>A drawn link that waits for its type.</summary>
public sealed record TypeChoice(DrawLink Drawn, string SourceName, string TargetName, IReadOnlyList<LinkPreview> Previews);
