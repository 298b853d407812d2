using CrossSell.Admin.Shared;
using CrossSell.Core.Exchange;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>What an import would change, field by field: the first ones, by field, and all as a file.</summary>
public sealed partial class ImportChangeTable
{
    private ImportChangePage? page;
    private string? field;

    /// <summary>Of the trial.</summary>
    [Parameter, EditorRequired]
    public long JobId { get; set; }

    [Parameter, EditorRequired]
    public ExchangeKind Kind { get; set; }

    [Parameter]
    public CatalogueFields Catalogue { get; set; } = CatalogueFields.None;

    [Inject]
    private ImportChecks Checks { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    // Figures stand under one another; where words stand among them, the heads go with the words.
    private string? Head => page is { Rows.Count: > 0 } shown && shown.Rows.All(IsFigure) ? "cs-number" : null;

    private static bool IsFigure(ImportChange change) => change.Field is "price" or "compare_at_price" or "cost" or "stock";

    private static string Cell(ImportChange change) => IsFigure(change) ? "import-value cs-number" : "import-value";

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task FilterAsync(string? chosen)
    {
        field = string.IsNullOrEmpty(chosen) ? null : chosen;
        return InTurnAsync(LoadAsync);
    }

    private async Task LoadAsync() => page = await Checks.ChangesAsync(JobId, field, await Current.GetAsync());
}
