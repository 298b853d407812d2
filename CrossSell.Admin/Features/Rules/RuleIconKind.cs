namespace CrossSell.Admin.Features.Rules;

/// <summary>What a <see cref="RuleIcon"/> draws.</summary>
public enum RuleIconKind
{
    Grip,
    Cross,
}
