using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.History;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Audit;

/// <summary>What one write changed, object by object, with before and after.</summary>
public sealed partial class AuditDetails
{
    private List<AuditRow>? rows;
    private long? next;

    [Parameter, EditorRequired]
    public long ChangeSetId { get; set; }

    [Inject]
    private AuditLog Log { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    protected override async Task OnInitializedAsync() => Show(await Log.RowsAsync(ChangeSetId, await CurrentActor.GetAsync()));

    private Task MoreAsync() => BusyAsync(async () => Show(await Log.RowsAsync(ChangeSetId, await CurrentActor.GetAsync(), next ?? 0)));

    private void Show(Outcome<AuditRows> outcome)
    {
        rows ??= []; // Refused, it loads no longer.
        if (Feedback.Accepted(outcome))
        {
            (rows, next) = ([.. rows, .. outcome.Required.Rows], outcome.Required.Next);
        }
    }
}
