using CrossSell.Admin.Features.Conditions;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using static CrossSell.Admin.Features.Rules.RulesTexts;

namespace CrossSell.Admin.Features.Rules;

/// <summary>A rule to start from: what it is good for, and what is filled in already.</summary>
/// <param name="Code">In the address.</param>
/// <param name="Name">In English, as the key of its translations.</param>
/// <param name="Sentence">What it does, in one sentence, likewise.</param>
public sealed record RuleTemplate(string Code, string Name, string Sentence, Func<Func<int>, RuleDraft> Make);

/// <summary>The rules to start from.</summary>
public static class RuleTemplates
{
    public static readonly RuleTemplate[] All =
    [
        new(
            "fits",
            Texts.Key("Matching products"),
            Texts.Key("Boots offer socks of the same size, cameras offer batteries that fit: one attribute of both must match."),
            next => Blank(next) with
            {
                Name = L["Matching products"],
                Anchors = Choose(next),
                Companions = Choose(next),
                Comparisons = [new ComparisonRow(next(), ComparisonKind.SameAttribute)],
                Limit = "3",
            }),
        new(
            "small",
            Texts.Key("Add-ons"),
            Texts.Key("Products from another category at no more than 30 % of its price, most often bought together first."),
            next => Blank(next) with
            {
                Name = L["Add-ons"],
                Anchors = Choose(next),
                Companions = Choose(next),
                Comparisons = [new ComparisonRow(next(), ComparisonKind.OtherCategory), new ComparisonRow(next(), ComparisonKind.AtMost, Percent: "30")],
                Limit = "2",
            }),
    ];

    /// <summary>A rule that says nothing yet.</summary>
    public static RuleDraft Blank(Func<int> next) =>
        new("", "", new TreeGroup(next(), GroupKind.All, []), new TreeGroup(next(), GroupKind.All, []), [], RuleOrder.Affinity, "4", [], "", "", "", true);

    private static TreeGroup Choose(Func<int> next) => new(next(), GroupKind.All, [new TreeRow(next(), RowKind.Category, null, RowTest.Is, [], "", "")]);
}
