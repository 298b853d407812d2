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

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task FilterAsync(string? chosen)
    {
        field = string.IsNullOrEmpty(chosen) ? null : chosen;
        return InTurnAsync(LoadAsync);
    }

    private async Task LoadAsync() => page = await Checks.ChangesAsync(JobId, field, await Current.GetAsync());
}
