using CrossSell.Admin.Shared;
using CrossSell.Core.Exchange;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using static CrossSell.Admin.Features.Start.StartTexts;

namespace CrossSell.Admin.Features.Start;

/// <summary>A place for one of the files of a shop.</summary>
public sealed partial class QuickFile
{
    // Two at once are the products and the orders.
    private const int MostAtOnce = 2;

    [Parameter, EditorRequired]
    public bool IsForOrders { get; set; }

    [Parameter, EditorRequired]
    public QuickSlot Slot { get; set; } = QuickSlot.Empty;

    /// <summary>Percent of the file that is on its way; null when none is.</summary>
    [Parameter]
    public int? Arriving { get; set; }

    /// <summary>Files were dropped or chosen.</summary>
    [Parameter, EditorRequired]
    public EventCallback<IReadOnlyList<IBrowserFile>> OnFiles { get; set; }

    /// <summary>The file is not wanted any more.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnRemove { get; set; }

    private string TitleId => IsForOrders ? "quick-orders" : "quick-products";

    private Task ChosenAsync(InputFileChangeEventArgs chosen) => OnFiles.InvokeAsync([.. chosen.FileCount > MostAtOnce
        ? [chosen.GetMultipleFiles(chosen.FileCount)[0]] : chosen.GetMultipleFiles(MostAtOnce)]);

    private static IEnumerable<string> Facts(ExchangeFile file)
    {
        if (file.Summary is not { } summary || !file.IsWhole)
        {
            yield return file.Kind == ExchangeKind.Orders ? L["Orders"] : L["Products"];
            yield break;
        }

        if (summary.Products > 0)
        {
            yield return L.Count(summary.Products, "{0} product", "{0} products");
        }

        if (summary.Families > 0)
        {
            yield return L.Count(summary.Sellable, "{0} variant can be sold", "{0} variants can be sold");
        }

        if (summary.Links > 0)
        {
            yield return L.Count(summary.Links, "{0} link", "{0} links");
        }

        if (summary.LinkTypes > 0)
        {
            yield return L.Count(summary.LinkTypes, "{0} link type", "{0} link types");
        }

        if (summary.Bundles > 0)
        {
            yield return L.Count(summary.Bundles, "{0} bundle", "{0} bundles");
        }

        if (summary.Orders > 0)
        {
            yield return L.Count(summary.Orders, "{0} order", "{0} orders");
        }
    }

    // "VK-Preis → Price": what was guessed is there to be looked at before it is imported.
    private static string Read(FileMapping mapping) => string.Join(", ", mapping.Columns.Where(column => column.Field is not null)
        .Select(column => $"{column.Name} → {ImportFields.Of(mapping.Kind).FirstOrDefault(known => known.Key == column.Field)?.Words ?? column.Field}"));
}
