namespace CrossSell.Admin.Features.Experiments;

/// <summary>Something that stands in the way of an experiment's start, with the way to correct it.</summary>
/// <param name="Code">For machines and tests.</param>
/// <param name="IsBlocking">Whether it cannot start so; else it should be looked at.</param>
/// <param name="Address">Where it is corrected; null where that is on the page.</param>
/// <param name="Fix">Words of the link.</param>
public sealed record PlanProblem(string Code, string Message, bool IsBlocking, string? Address = null, string? Fix = null);
