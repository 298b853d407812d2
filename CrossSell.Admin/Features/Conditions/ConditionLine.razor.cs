using System.Buffers;
using System.Globalization;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Conditions.ConditionsTexts;

namespace CrossSell.Admin.Features.Conditions;

/// <summary>One question about a product: what it asks about, how, and the values.</summary>
public sealed partial class ConditionLine
{
    /// <summary>Stands for a further group among what can be added.</summary>
    public const string GroupValue = "group";

    // What is typed becomes chips, and the field is empty again.
    private const string Pasted = "";
    private const int Shown = 40;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly string[] YesNo = [AttributeRules.Yes, AttributeRules.No];

    [Inject]
    private RuleChoices Choices { get; set; } = default!;

    [Parameter, EditorRequired]
    public IConditionEditor State { get; set; } = default!;

    [Parameter, EditorRequired]
    public TreeRow Row { get; set; } = default!;

    /// <summary>The line as it is now, and the key under which letters are undone as one.</summary>
    [Parameter, EditorRequired]
    public EventCallback<(TreeRow Row, string? Key)> OnChanged { get; set; }

    [Parameter]
    public EventCallback OnRemove { get; set; }

    /// <summary>Keys on the handle.</summary>
    [Parameter]
    public EventCallback<KeyboardEventArgs> OnGrip { get; set; }

    private RuleLexicon Lexicon => State.Lexicon;

    private bool CanEdit => State.CanEdit;

    private string? Problem => State.LineProblems.GetValueOrDefault(Row.Id);

    private RuleAttribute? Attribute => Row.AttributeId is { } id ? Lexicon.Attributes.GetValueOrDefault(id) : null;

    private string Name => Row.Kind == RowKind.Attribute ? Attribute?.Name ?? L["Removed attribute"].Value : NameOf(Row.Kind);

    private bool TakesOthers =>
        Row.Kind is RowKind.Brand or RowKind.Tag || Attribute?.Kind is AttributeKind.Text or AttributeKind.Products or AttributeKind.Color;

    private bool IsRange => Row.Kind is RowKind.Price or RowKind.Margin or RowKind.Stock or RowKind.Complete || Attribute?.Kind == AttributeKind.Number;

    private bool IsYesNo => Attribute?.Kind == AttributeKind.YesNo;

    private string? ProblemId => Problem is null ? null : $"problem-{Row.Id}";

    private string? Unit => Row.Kind switch
    {
        RowKind.Price => State.Shop?.CurrencyCode ?? "",
        RowKind.Margin or RowKind.Complete => "%",
        RowKind.Stock => L["pieces"].Value,
        _ => Attribute?.Unit,
    };

    // As the reading takes it.
    private Currency? Currency => Row.Kind == RowKind.Price ? State.Shop?.Currency : null;

    private int Decimals => Row.Kind is RowKind.Stock or RowKind.Complete ? 0 : ConditionReading.Decimals;

    private string Placeholder => Row.Kind switch
    {
        RowKind.Category => L["Choose a category"],
        RowKind.Brand => L["Choose a brand"],
        RowKind.Type => L["Choose a type"],
        RowKind.Tag => L["Choose a tag"],
        _ => L["Choose a value"],
    };

    private Choice<RowTest>[] Tests => Row.Kind switch
    {
        RowKind.Category => [new(RowTest.Is, L["is in"]), new(RowTest.IsNot, L["is not in"])],
        RowKind.Bundle or RowKind.BundleMain => [new(RowTest.Any, L["yes"]), new(RowTest.Nothing, L["no"])],
        RowKind.Sku => [new(RowTest.Is, L["is one of"]), new(RowTest.IsNot, L["is none of"])],
        RowKind.Attribute when IsRange =>
        [
            new(RowTest.Is, L["is between"]), new(RowTest.IsNot, L["is not between"]), new(RowTest.Any, L["has any value"]),
            new(RowTest.Nothing, L["has none"]),
        ],
        RowKind.Attribute =>
            [new(RowTest.Is, L["is"]), new(RowTest.IsNot, L["is not"]), new(RowTest.Any, L["has any value"]), new(RowTest.Nothing, L["has none"])],
        _ when IsRange => [new(RowTest.Is, L["is between"]), new(RowTest.IsNot, L["is not between"])],
        _ => [new(RowTest.Is, L["is"]), new(RowTest.IsNot, L["is not"])],
    };

    /// <summary>What can be added to a group.</summary>
    public static IReadOnlyList<RuleOption> Additions(RuleLexicon lexicon, bool groups)
    {
        var all = Enum.GetValues<RowKind>().Where(kind => kind != RowKind.Attribute).Select(kind => new RuleOption(kind.ToString(), NameOf(kind)))
            .Concat(lexicon.InOrder.Select(
                attribute => new RuleOption(
                    string.Create(CultureInfo.InvariantCulture, $"attribute-{attribute.Id}"), attribute.Name, Path: L["attribute"])));
        return [.. groups ? all.Append(new RuleOption(GroupValue, L["A group of conditions"])) : all];
    }

    /// <summary>Null for what is no line.</summary>
    public static (RowKind Kind, int? AttributeId)? ReadAddition(string value) =>
        value.StartsWith("attribute-", StringComparison.Ordinal) ? (RowKind.Attribute, int.Parse(value.AsSpan(10), CultureInfo.InvariantCulture))
        : Enum.TryParse<RowKind>(value, out var kind) ? (kind, null) : null;

    private static string NameOf(RowKind kind) => kind switch
    {
        RowKind.Category => L["Category"],
        RowKind.Brand => L["Brand"],
        RowKind.Type => L["Product type"],
        RowKind.Tag => L["Tag"],
        RowKind.Sku => L["SKU"],
        RowKind.Price => L["Price"],
        RowKind.Margin => L["Margin"],
        RowKind.Stock => L["Stock"],
        RowKind.Complete => L["Completeness"],
        RowKind.Bundle => L["In a bundle"],
        RowKind.BundleMain => L["Main product of a bundle"],
        _ => kind.ToString(),
    };

    private string LabelOf(string value) => Row.Kind switch
    {
        RowKind.Category when int.TryParse(value, out var id) => Lexicon.Category(id),
        RowKind.Type when int.TryParse(value, out var id) => Lexicon.Type(id),
        _ => value,
    };

    // Only what reads as a colour may come into a style.
    private string? ColorOf(string value) => Attribute?.Kind == AttributeKind.Color && value.Length == 7 && value[0] == '#'
        && !value.AsSpan(1).ContainsAnyExcept(Hex) ? value : null;

    private async Task<IReadOnlyList<RuleOption>> FindAsync(string text)
    {
        var found = Row switch
        {
            { Kind: RowKind.Brand } => await Choices.BrandsAsync(text, Shown),
            { Kind: RowKind.Tag } => await Choices.TagsAsync(text, Shown),
            { AttributeId: { } id } => await Choices.ValuesAsync(id, text, Shown),
            _ => [],
        };
        return [.. found.Select(value => new RuleOption(value, value, Color: ColorOf(value)))];
    }

    private Task ChangeAsync(TreeRow row, string? key = null) => OnChanged.InvokeAsync((row, key));

    private Task FromAsync(string? text) => ChangeAsync(Row with { From = text ?? "" }, $"from-{Row.Id}");

    private Task ToAsync(string? text) => ChangeAsync(Row with { To = text ?? "" }, $"to-{Row.Id}");

    private Task ToggleAsync(string value) =>
        ChangeAsync(Row with { Values = Row.Values.Contains(value) ? [.. Row.Values.Where(other => other != value)] : [.. Row.Values, value] });

    private Task BackAsync() => Row.Values.Count > 0 ? ChangeAsync(Row with { Values = [.. Row.Values.Take(Row.Values.Count - 1)] }) : Task.CompletedTask;

    private Task SkusAsync(string? text)
    {
        var added = (text ?? "").Split(['\n', '\r', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(sku => sku.Trim('"', '\'').Trim()).Where(sku => sku.Length > 0);
        return ChangeAsync(Row with { Values = [.. Row.Values.Concat(added).Distinct(StringComparer.OrdinalIgnoreCase)] });
    }
}
