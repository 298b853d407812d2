using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Rules;
using static CrossSell.Admin.Features.Conditions.ConditionsTexts;

namespace CrossSell.Admin.Features.Conditions;

/// <summary>Something that can be chosen in a line.</summary>
/// <param name="Value">As the condition keeps it.</param>
/// <param name="Depth">How far it is indented, from 0.</param>
/// <param name="Path">Where it stands in the tree; what is typed is looked for here too.</param>
/// <param name="Color">As <c>#RRGGBB</c>; null for none.</param>
public sealed record RuleOption(string Value, string Label, int Depth = 0, string? Path = null, string? Color = null);

/// <summary>What the shop's categories, types and attributes are called, and what can be chosen of each without asking the database.</summary>
public sealed class RuleLexicon
{
    private const string PathMark = " / ";

    private readonly Dictionary<int, string> categories;
    private readonly Dictionary<int, string> types;

    public RuleLexicon(RuleVocabulary vocabulary)
    {
        Categories = [.. vocabulary.Categories
            .Select(category => new RuleOption(Text(category.Id), category.Name, category.Path.Split(PathMark).Length - 1, category.Path))];
        Types = [.. vocabulary.ProductTypes.Select(type => new RuleOption(Text(type.Id), type.Name))];
        Attributes = vocabulary.Attributes.ToDictionary(attribute => attribute.Id);
        InOrder = vocabulary.Attributes;
        Segments = vocabulary.Segments;
        categories = vocabulary.Categories.ToDictionary(category => category.Id, category => category.Name);
        types = vocabulary.ProductTypes.ToDictionary(type => type.Id, type => type.Name);
    }

    public static RuleLexicon Empty { get; } = new(new RuleVocabulary([], [], [], [], []));

    /// <summary>In the order of the tree.</summary>
    public IReadOnlyList<RuleOption> Categories { get; }

    public IReadOnlyList<RuleOption> Types { get; }

    public IReadOnlyDictionary<int, RuleAttribute> Attributes { get; }

    /// <summary>The attributes as the shop ordered them.</summary>
    public IReadOnlyList<RuleAttribute> InOrder { get; }

    public IReadOnlyList<Segment> Segments { get; }

    public string Category(int id) => categories.GetValueOrDefault(id) ?? L["a removed category"].Value;

    public string Type(int id) => types.GetValueOrDefault(id) ?? L["a removed type"].Value;

    public string Attribute(int id) => Attributes.TryGetValue(id, out var attribute) ? attribute.Name : L["a removed attribute"].Value;

    /// <summary>Null for none.</summary>
    public string? Unit(int attributeId) => Attributes.GetValueOrDefault(attributeId)?.Unit;

    /// <summary>All that can be chosen in a line; null when that has to be looked for.</summary>
    public IReadOnlyList<RuleOption>? OptionsOf(TreeRow row) => row.Kind switch
    {
        RowKind.Category => Categories,
        RowKind.Type => Types,
        RowKind.Attribute when row.AttributeId is { } id && Attributes.TryGetValue(id, out var attribute)
            && attribute.Kind is AttributeKind.Choice or AttributeKind.Choices =>
            [.. Attributes[row.AttributeId.Value].Options.Select(option => new RuleOption(option, option))],
        _ => null,
    };

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
