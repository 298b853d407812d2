namespace CrossSell.Admin.Shared;

/// <summary>One field of a <c>ConflictChoice</c>: its name and both values as people read them; null or empty is shown as empty.</summary>
/// <param name="Field">What the editor calls it, where each field is chosen by itself.</param>
public sealed record ConflictItem(string Label, string? Mine, string? Theirs, string? Field = null);

/// <summary>One field of several was chosen.</summary>
/// <param name="Field">As <see cref="ConflictItem.Field"/>.</param>
/// <param name="IsMine">False for what the other person made of it.</param>
public sealed record ConflictChosen(string Field, bool IsMine);
