namespace CrossSell.Core.Common;

/// <summary>
/// Marks a pure class: no I/O, no clock, no randomness, no storage; what it is asked with is all it knows, so that the same input always gives the same answer.
/// The architecture tests hold every class that carries it to that.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class EngineAttribute : Attribute;
