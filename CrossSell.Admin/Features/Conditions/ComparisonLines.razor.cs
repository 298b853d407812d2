using System.Diagnostics;
using System.Globalization;
using CrossSell.Core.Rules;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Conditions.ConditionsTexts;

namespace CrossSell.Admin.Features.Conditions;

/// <summary>What an offer must be beside the product it is offered with. All of the lines must hold.</summary>
public sealed partial class ComparisonLines
{
    [Parameter, EditorRequired]
    public IConditionEditor State { get; set; } = default!;

    [Parameter]
    public EventCallback OnEdited { get; set; }

    /// <summary>Of the field that adds one: several trees may stand on one page.</summary>
    [Parameter]
    public string AddId { get; set; } = "add-comparison";

    private IReadOnlyList<RuleAttribute> Attributes => State.Lexicon.InOrder;

    private IReadOnlyList<RuleOption> Additions =>
    [
        .. Enum.GetValues<ComparisonKind>().Where(kind => kind == ComparisonKind.SameAttribute || kind is ComparisonKind.AtMost or ComparisonKind.AtLeast
            || State.Comparisons.All(row => row.Kind != kind))
            .Select(kind => new RuleOption(kind.ToString(), kind == ComparisonKind.SameAttribute ? L["Same or compatible attribute"].Value : NameOf(kind))),
        .. Attributes.Select(
            attribute => new RuleOption(
                string.Create(CultureInfo.InvariantCulture, $"attribute-{attribute.Id}"), L["Same {0}", attribute.Name], Path: L["attribute"])),
    ];

    private static string NameOf(ComparisonKind kind) => kind switch
    {
        ComparisonKind.SameBrand => L["Same brand"],
        ComparisonKind.SameCategory => L["Same category"],
        ComparisonKind.OtherCategory => L["Another category"],
        ComparisonKind.SameAttribute => L["Its"],
        ComparisonKind.AtMost => L["Price at most"],
        ComparisonKind.AtLeast => L["Price at least"],
        _ => throw new UnreachableException($"{kind} has no name."),
    };

    private static string RemoveWords(ComparisonKind kind) => kind switch
    {
        ComparisonKind.SameBrand => L["Remove same brand"],
        ComparisonKind.SameCategory => L["Remove same category"],
        ComparisonKind.OtherCategory => L["Remove another category"],
        ComparisonKind.SameAttribute => L["Remove its"],
        ComparisonKind.AtMost => L["Remove price at most"],
        ComparisonKind.AtLeast => L["Remove price at least"],
        _ => throw new UnreachableException($"{kind} has no name."),
    };

    private async Task AddAsync(string value)
    {
        var row = value.StartsWith("attribute-", StringComparison.Ordinal)
            ? new ComparisonRow(State.Next(), ComparisonKind.SameAttribute, int.Parse(value.AsSpan(10), CultureInfo.InvariantCulture))
            : new ComparisonRow(State.Next(), Enum.Parse<ComparisonKind>(value));
        if (State.Compare(rows => [.. rows, row]))
        {
            State.Focus = row.Kind is ComparisonKind.SameBrand or ComparisonKind.SameCategory or ComparisonKind.OtherCategory
                ? AddId
                : $"value-{row.Id}";
            await OnEdited.InvokeAsync();
        }
    }

    private async Task ChangeAsync(ComparisonRow row, string? key = null)
    {
        if (State.Compare(rows => [.. rows.Select(other => other.Id == row.Id ? row : other)], key))
        {
            await OnEdited.InvokeAsync();
        }
    }

    private Task PercentAsync(ComparisonRow row, string? text) => ChangeAsync(row with { Percent = text ?? "" }, $"percent-{row.Id}");

    private async Task RemoveAsync(ComparisonRow row)
    {
        if (State.Compare(rows => [.. rows.Where(other => other.Id != row.Id)]))
        {
            State.Focus = AddId;
            await OnEdited.InvokeAsync();
        }
    }
}
