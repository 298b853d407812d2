namespace CrossSell.Core.Jobs;

/// <summary>What a timetable saw before it asked whether something is due (<see cref="JobQueue.LookAsync"/>).</summary>
/// <param name="Newest">The newest job of the kind and input then; 0 for none.</param>
public sealed record DueLook(long Newest);
