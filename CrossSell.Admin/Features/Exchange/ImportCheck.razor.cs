using CrossSell.Admin.Shared;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>The step in which a person sees what an import would do, and corrects rows that are wrong.</summary>
public sealed partial class ImportCheck
{
    private RowProblems problems = RowProblems.None;
    private JobReport? report;
    private long? read;

    /// <summary>The trial, over.</summary>
    [Parameter, EditorRequired]
    public Job Trial { get; set; } = default!;

    [Parameter, EditorRequired]
    public ExchangeKind Kind { get; set; }

    [Parameter]
    public CatalogueFields Catalogue { get; set; } = CatalogueFields.None;

    /// <summary>Columns that become nothing.</summary>
    [Parameter]
    public IReadOnlyList<string> LeftAside { get; set; } = [];

    /// <summary>What was corrected so far.</summary>
    [Parameter, EditorRequired]
    public RowCorrections Corrections { get; set; } = RowCorrections.None;

    /// <summary>Something was corrected since the trial.</summary>
    [Parameter]
    public bool IsStale { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<RowCorrections> OnCorrected { get; set; }

    /// <summary>The file shall be tried again.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnAgain { get; set; }

    [Inject]
    private ImportChecks Checks { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    private int ErrorRows => problems.Rows.Select(row => row.Line).Distinct().Count();

    protected override async Task OnParametersSetAsync()
    {
        if (read != Trial.Id)
        {
            read = Trial.Id;
            report = JobReport.Of(Trial);
            problems = await Checks.ProblemsAsync(Trial.Id, await Current.GetAsync());
        }
    }

    private Task CorrectAsync(RowProblem row, string? value) =>
        InTurnAsync(() => OnCorrected.InvokeAsync(Corrections.With(row.Line, row.Column, value ?? "")));

    private Task LeaveOutAsync(RowProblem row, bool isLeftOut) => InTurnAsync(() => OnCorrected.InvokeAsync(Corrections.LeaveOut(row.Line, isLeftOut)));

    private Task AgainAsync() => BusyAsync(OnAgain.InvokeAsync);
}
