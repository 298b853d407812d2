using CrossSell.Admin.Shared;
using CrossSell.Core.Experiments;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>Which experiments are listed.</summary>
public enum ExperimentsView
{
    All,

    /// <summary>Running or scheduled.</summary>
    Running,

    /// <summary>Over, and nobody has decided yet.</summary>
    ToDecide,

    Drafts,

    /// <summary>Decided, given up, or a hold-out that is over.</summary>
    Finished,
}

/// <summary>The filters of the list, as the address says them.</summary>
/// <param name="AllShops">Of all shops that the person sees, and not of the one in the bar.</param>
public sealed record ExperimentsPageState(ExperimentsView View = ExperimentsView.All, bool AllShops = false)
{
    /// <summary>From the address; what it does not know is as if it were not there.</summary>
    public static ExperimentsPageState Of(string? view, string? shops) => new(
        Enum.TryParse<ExperimentsView>(view?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? known : ExperimentsView.All,
        shops == "all");

    public string Address
    {
        get
        {
            string?[] parts = [View == ExperimentsView.All ? null : $"view={Code(View)}", AllShops ? "shops=all" : null];
            return string.Join('&', parts.OfType<string>()) is { Length: > 0 } query ? $"{Addresses.Experiments}?{query}" : Addresses.Experiments;
        }
    }

    /// <summary>What is listed, in the order of the rows: a hold-out only when it is over, for the shop's card shows it until then.</summary>
    public IReadOnlyList<ExperimentRow> Of(IEnumerable<ExperimentRow> rows, int? shopId, DateTimeOffset now) =>
        [.. Here(rows, shopId, now).Where(row => Shows(row.Experiment, now, View))];

    /// <summary>How many another view would list.</summary>
    public int CountOf(IEnumerable<ExperimentRow> rows, ExperimentsView view, int? shopId, DateTimeOffset now) =>
        Here(rows, shopId, now).Count(row => Shows(row.Experiment, now, view));

    /// <summary>The hold-out that a shop has now; null for none.</summary>
    public static ExperimentRow? HoldOutOf(IEnumerable<ExperimentRow> rows, int shopId, DateTimeOffset now) =>
        rows.FirstOrDefault(row => row.Channel.Id == shopId && row.Experiment.IsCurrentHoldOut(now));

    private static bool IsOpen(ExperimentPhase phase) => phase is ExperimentPhase.Scheduled or ExperimentPhase.Running or ExperimentPhase.LookBack;

    // Of a hold-out that is over nothing is left to decide.
    private static bool Shows(Experiment experiment, DateTimeOffset now, ExperimentsView view) => (view, experiment.PhaseAt(now)) switch
    {
        (ExperimentsView.Running, var phase) => IsOpen(phase),
        (ExperimentsView.ToDecide, var phase) => phase == ExperimentPhase.Ended && !experiment.IsHoldOut,
        (ExperimentsView.Drafts, var phase) => phase == ExperimentPhase.Draft,
        (ExperimentsView.Finished, var phase) => phase is ExperimentPhase.Decided or ExperimentPhase.Cancelled
            || (phase == ExperimentPhase.Ended && experiment.IsHoldOut),
        _ => true,
    };

    private static string Code(ExperimentsView view) => view == ExperimentsView.ToDecide ? "to-decide" : view.ToString().ToLowerInvariant();

    private IEnumerable<ExperimentRow> Here(IEnumerable<ExperimentRow> rows, int? shopId, DateTimeOffset now) => rows
        .Where(row => AllShops || row.Channel.Id == shopId)
        .Where(row => !row.Experiment.IsCurrentHoldOut(now));
}
