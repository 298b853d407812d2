namespace CrossSell.Admin.Features.Conditions;

/// <summary>What a <see cref="RuleIcon"/> draws.</summary>
public enum RuleIconKind
{
    Grip,
    Cross,
}
