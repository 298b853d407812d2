using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.History;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Audit;

/// <summary>Who did what, and when, with before and after. The filter stands in the address, so that it can be bookmarked and passed on.</summary>
public sealed partial class AuditPage
{
    private readonly AuditPageState state = new();
    private readonly AddressEchoes echoes = new();
    private readonly NewestLoad loads = new();
    private IReadOnlyList<AuditPerson> people = [];
    private List<AuditLine>? lines;
    private long? next;
    private DateTimeOffset? searchedTo;
    private string? problem;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery]
    private string? Who { get; set; }

    [SupplyParameterFromQuery]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery]
    private string? Shop { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [Inject]
    private AuditLog Log { get; set; } = default!;

    [Inject]
    private UndoService Undos { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private AuditFilter Filter => state.ToFilter(Session.Channels, Formats.Current.Zone);

    protected override async Task OnInitializedAsync() => people = (await Log.PeopleAsync(await CurrentActor.GetAsync())).Value ?? [];

    protected override Task OnParametersSetAsync()
    {
        if (!echoes.IsNews(Navigation))
        {
            return Task.CompletedTask;
        }

        state.Read(Query, Who, Kind, Shop, From, To);
        return LoadAsync();
    }

    private static string Text(ChangeEventArgs change) => change.Value as string ?? "";

    private Task NarrowAsync(Action change)
    {
        change();
        echoes.Go(Navigation, state.Address(), replace: true);
        return LoadAsync();
    }

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        var page = await Log.ListAsync(Filter, await CurrentActor.GetAsync());
        if (isNewest())
        {
            Show(page, []);
        }
    });

    private Task MoreAsync() => BusyAsync(async () =>
    {
        await loads.SettledAsync();
        var (isSame, filter, before, from) = (loads.Since(), Filter, lines ?? [], next);
        var page = await Log.ListAsync(filter, await CurrentActor.GetAsync(), from);
        if (isSame())
        {
            Show(page, before);
        }
    });

    private void Show(Outcome<AuditResults> page, List<AuditLine> before)
    {
        problem = page.Refusal?.Message;
        if (page.Value is { } found)
        {
            (lines, next, searchedTo) = ([.. before, .. found.Lines], found.Next, found.SearchedTo);
        }
    }

    private Task UndoAsync(AuditLine line) => BusyAsync(async () =>
    {
        Feedback.TakenBack(await Undos.UndoAsync(line.Id, await CurrentActor.GetAsync()));
        await LoadAsync();
    });
}
