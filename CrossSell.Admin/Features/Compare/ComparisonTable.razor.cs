using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Compare.CompareTexts;

namespace CrossSell.Admin.Features.Compare;

/// <summary>Products side by side, with what is the same in all of them left out when it is asked for.</summary>
public sealed partial class ComparisonTable
{
    [Parameter, EditorRequired]
    public ProductComparison Comparison { get; set; } = default!;

    [Parameter]
    public bool DifferencesOnly { get; set; }

    /// <summary>One answer a product, in the same order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Outcome<PanelAnswer>> Panels { get; set; } = [];

    /// <summary>A SKU and -1 for the left, 1 for the right.</summary>
    [Parameter]
    public EventCallback<(string Sku, int By)> OnMove { get; set; }

    [Parameter]
    public EventCallback<string> OnRemove { get; set; }

    private IEnumerable<ComparedRow> Rows => Comparison.Rows
        .Where(row => DifferencesOnly && Comparison.Products.Count > 1
            ? row.Differs
            : row.Values.Any(value => !value.IsEmpty) || row.Group == ComparisonRows.AttributeGroup);

    private IEnumerable<ComparedShare<T>> Shown<T>(IReadOnlyList<ComparedShare<T>> shares) => shares.Where(share => !DifferencesOnly || !share.InAll);

    private static string ShareWords(IReadOnlyList<string?> words) => words.Count(word => word is not null) switch
    {
        var count when words.Count > 1 && count == words.Count => L["in common"].Value,
        1 when words.Count > 1 => L["only one"].Value,
        _ => "",
    };

    private RenderFragment Cell(ComparedRow row, int index) => builder =>
    {
        var value = row.Values[index];
        if (!row.Applies[index] || value.IsEmpty)
        {
            builder.OpenElement(0, "span");
            builder.AddAttribute(1, "class", "cs-muted");
            builder.AddContent(2, !row.Applies[index] ? L["not for this type"].Value : row.Key is "cost" or "margin"
                ? L["unknown"].Value
                : row.Group == ComparisonRows.ShopGroup && Comparison.Products[index].Listing is null ? L["not sold here"].Value : "–");
            builder.CloseElement();
            return;
        }

        builder.AddContent(3, value switch
        {
            { Amount: { } amount } => Formats.Amount(amount),
            { Number: { } number } when row.Kind == ComparedKind.Percent => Formats.Percent((int)number),
            { Number: { } number } => Formats.Count(number),
            _ => ComparisonWords.Value(row, value.Text),
        });
    };
}
