using CrossSell.Admin.Shared;
using CrossSell.Core.Exchange;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>The step in which a person sees what was found in a file of another system, instead of saying what its columns are.</summary>
public sealed partial class ImportWhole
{
    [Parameter, EditorRequired]
    public ExchangeFile File { get; set; } = default!;

    /// <summary>The file says no shop, so that it is asked next.</summary>
    [Parameter]
    public bool AsksForShop { get; set; }

    /// <summary>A person wants something else of the file.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ExchangeKind> OnKind { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnGo { get; set; }

    /// <summary>A person would rather say what the columns are.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnByHand { get; set; }

    private DialectSummary Summary => File.Summary!;

    private IEnumerable<string> Facts
    {
        get
        {
            if (Summary.Products > 0)
            {
                yield return Said(Summary.Products, L["1 product"], L["{0} products", Formats.Count(Summary.Products)]);
            }

            if (Summary.Families > 0)
            {
                yield return Said(Summary.Families, L["1 family"], L["{0} families", Formats.Count(Summary.Families)]);
                yield return L["{0} can be sold", Formats.Count(Summary.Sellable)];
            }

            if (Summary.Links > 0)
            {
                yield return Said(Summary.Links, L["1 link"], L["{0} links", Formats.Count(Summary.Links)]);
            }

            if (Summary.LinkTypes > 0)
            {
                yield return Said(Summary.LinkTypes, L["1 link type"], L["{0} link types", Formats.Count(Summary.LinkTypes)]);
            }

            if (Summary.Bundles > 0)
            {
                yield return Said(Summary.Bundles, L["1 bundle"], L["{0} bundles", Formats.Count(Summary.Bundles)]);
            }

            if (Summary.Orders > 0)
            {
                yield return Said(Summary.Orders, L["1 order"], L["{0} orders", Formats.Count(Summary.Orders)]);
            }
        }
    }

    private Task ChooseAsync(ExchangeKind kind) => kind == File.Kind ? Task.CompletedTask : BusyAsync(() => OnKind.InvokeAsync(kind));

    private static string Said(int count, string one, string several) => count == 1 ? one : several;
}
