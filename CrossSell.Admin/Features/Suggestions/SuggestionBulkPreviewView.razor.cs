using CrossSell.Admin.Shared;
using CrossSell.Core.Affinity;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Suggestions.SuggestionsTexts;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>What one verdict on many pairs would do, in words, before it is done.</summary>
public sealed partial class SuggestionBulkPreviewView
{
    [Parameter, EditorRequired]
    public SuggestionBulkPreview Preview { get; set; } = default!;

    /// <summary>As what is accepted, in lower case.</summary>
    [Parameter]
    public string? TypeName { get; set; }

    private SuggestionChoice Choice => Preview.Input.Choice;

    private long LeftOut => Preview.LeftOut.Sum(reason => reason.Count);

    private string LeftWords => L.Count(LeftOut, "{0} is left out.", "{0} are left out.") + " ";

    private string Headline
    {
        get
        {
            var (some, all, type) = (Formats.Count(Preview.Deciding), Formats.Count(Preview.Input.Pairs.Count), TypeName ?? "");
            return (Preview.Deciding, Choice.Decision) switch
            {
                (0, _) => L["No pairs to decide."],
                (_, SuggestionDecision.Accepted) when Choice.BothWays => L.Count(
                    Preview.Links,
                    "{1} of {2} pairs would be accepted as {3}: {0} link, both ways.",
                    "{1} of {2} pairs would be accepted as {3}: {0} links, both ways.",
                    some, all, type),
                (_, SuggestionDecision.Accepted) => L.Count(
                    Preview.Links,
                    "{1} of {2} pairs would be accepted as {3}: {0} link.",
                    "{1} of {2} pairs would be accepted as {3}: {0} links.",
                    some, all, type),
                (_, SuggestionDecision.Rejected) when Choice.ThisWayOnly =>
                    L["{0} of {1} pairs would be rejected, this direction only. They return if the evidence changes.", some, all],
                (_, SuggestionDecision.Rejected) => L["{0} of {1} pairs would be rejected. They return if the evidence changes.", some, all],
                _ => L["{0} of {1} pairs would be snoozed.", some, all],
            };
        }
    }

    private string PanelWords => (Choice.Decision, Preview) switch
    {
        (_, { Deciding: 0 }) => "",
        (SuggestionDecision.Snoozed, _) => L["No panel changes."],
        (_, { PanelsChanging: 0 } none) when none.PanelsLooked == none.Panels => Choice.Decision == SuggestionDecision.Accepted
            ? L["Shoppers would see no change on any page: orders already fill these panels the same way."]
            : L["Shoppers would see no change on any page."],
        (_, var some) when some.PanelsLooked < some.Panels => L[
            "Shoppers would see a change on {0} of the {1} product pages checked ({2} in all).",
            Formats.Count(some.PanelsChanging), Formats.Count(some.PanelsLooked), Formats.Count(some.Panels)],
        (_, var some) => L.Count(
            some.Panels,
            "Shoppers would see a change on {1} of {0} product page.",
            "Shoppers would see a change on {1} of {0} product pages.",
            Formats.Count(some.PanelsChanging)),
    };
}
