using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Today;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>All bundles of a shop. Filter and text stand in the address.</summary>
public sealed partial class BundlesPage : IDisposable
{
    private const string Attention = "attention";

    private IReadOnlyList<BundleRow>? rows;
    private Dictionary<string, IReadOnlyList<BundleProblem>> problems = new Dictionary<string, IReadOnlyList<BundleProblem>>();
    private (int? ChannelId, bool All)? loaded;
    private bool mayEdit;
    private bool focusName;
    private bool isAdding;
    private string newName = "";
    private string typed = "";
    private string wantedState = "";
    private bool isAll;
    private readonly AddressEchoes echoes = new();
    private readonly NewestLoad loads = new();
    private ElementReference nameInput;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "shops")]
    public string? Shops { get; set; }

    [Inject]
    private BundleList List { get; set; } = default!;

    [Inject]
    private BrokenBundles Broken { get; set; } = default!;

    [Inject]
    private BundleService Bundles { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>Whether the address asks for the field of a new bundle.</summary>
    [SupplyParameterFromQuery(Name = "new")]
    public bool IsNew { get; set; }

    private bool IsAdding
    {
        get => isAdding;
        set => (isAdding, focusName) = (value, value);
    }

    private void TypeName(string name) => (newName, IsAdding) = (name, name.Length > 0);

    private BundleStatus? Wanted => Enum.TryParse<BundleStatus>(wantedState, ignoreCase: true, out var wanted) ? wanted : null;

    private bool WantsAttention => wantedState == Attention;

    private List<BundleRow> Shown => [.. (rows ?? [])
        .Where(row => !WantsAttention || problems.ContainsKey(row.Code))
        .Where(row => Wanted is null || row.Status == Wanted)
        .Where(row => string.IsNullOrWhiteSpace(typed) || row.Name.Contains(typed.Trim(), StringComparison.CurrentCultureIgnoreCase)
            || row.Code.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase))];

    private string CountWords => L["{0} of {1}", Formats.Count(Shown.Count), Formats.Count(rows!.Count)];

    protected override void OnInitialized() => Session.Changed += ChannelChanged;

    public void Dispose() => Session.Changed -= ChannelChanged;

    protected override Task OnParametersSetAsync()
    {
        // The page's own addresses come back later than the next letter or choice: only one from elsewhere may replace what is shown.
        if (echoes.IsNews(Navigation))
        {
            (typed, wantedState, isAll) = (Text ?? "", State ?? "", Shops == "all");
        }

        if (IsNew)
        {
            // Once: anyone who cancels and asks again gets it again.
            IsAdding = true;
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("new", (string?)null), replace: true);
        }

        return LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusName && IsAdding && mayEdit)
        {
            focusName = false;
            await nameInput.FocusAsync();
        }
    }

    private async Task LoadAsync()
    {
        if (loaded == (Session.Channel?.Id, isAll))
        {
            return;
        }

        loaded = (Session.Channel?.Id, isAll);
        try
        {
            await loads.RunAsync(isNewest => ReadAsync(Session.Channel, isAll, isNewest));
        }
        catch
        {
            loaded = null; // Asked again, it is read again.
            throw;
        }
    }

    private async Task ReadAsync(Channel? shop, bool all, Func<bool> isNewest)
    {
        var actor = await CurrentActor.GetAsync();
        var broken = new List<BrokenBundle>();
        foreach (var place in Session.Channels.Where(place => all || place.Id == shop?.Id))
        {
            broken.AddRange(await Broken.LoadAsync(place.Id));
        }

        var found = await List.LoadAsync(Session.Reads, all ? null : shop?.Id, Time.GetUtcNow());
        if (!isNewest())
        {
            return;
        }

        rows = found;
        mayEdit = shop is not null && actor.Can(Permission.EditBundles, shop.Id);
        problems = broken.GroupBy(bundle => bundle.Code).ToDictionary(
            group => group.Key, IReadOnlyList<BundleProblem> (group) => [.. group.SelectMany(bundle => bundle.Problems).DistinctBy(problem => problem.What)]);
    }

    private async Task CreateAsync()
    {
        if (Session.Channel is not { } channel)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var outcome = await Bundles.CreateAsync(newName, channel.Id, [], await CurrentActor.GetAsync());
            if (Feedback.Accepted(outcome))
            {
                newName = "";
                Navigation.NavigateTo(Addresses.Bundle(outcome.Required));
            }
        });
    }

    private Task GoAsync(string state, bool all)
    {
        (wantedState, isAll) = (state, all);
        Tell();
        return LoadAsync();
    }

    private Task ShowAllAsync()
    {
        typed = "";
        return GoAsync("", isAll);
    }

    private void Tell() => echoes.Go(
        Navigation,
        Navigation.GetUriWithQueryParameters(Addresses.Bundles, new Dictionary<string, object?>
        {
            ["q"] = typed.Length > 0 ? typed : null,
            ["state"] = wantedState.Length > 0 ? wantedState : null,
            ["shops"] = isAll ? "all" : null,
        }),
        replace: true);

    private void ChannelChanged() => _ = InvokeAsync(() => GestureAsync(LoadAsync));

    private static string Parts(BundleRow row) => row.Quote?.Lines.Count switch
    {
        null or 0 => L["no products yet"].Value,
        { } count => L.Count(count, "{0} product", "{0} products"),
    };
}
