namespace CrossSell.Admin.Shared;

/// <summary>One field of a <c>ConflictChoice</c>: its name and both values as people read them; null or empty is shown as empty.</summary>
public sealed record ConflictItem(string Label, string? Mine, string? Theirs);
