namespace CrossSell.Admin.Shared;

/// <summary>What a dialog did, with the change set to take it back.</summary>
public sealed record SettingsDone(string Words, long ChangeSetId);
