using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Catalog.CatalogTexts;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>Who looks after the chosen category: in all shops, and in each where it is somebody else.</summary>
public sealed partial class CategoryOwnersCard
{
    private CategoryOwners? owners;
    private Actor? me;

    [Parameter, EditorRequired]
    public Category Category { get; set; } = default!;

    /// <summary>The whole tree, for what a category takes from those above it.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyCollection<Category> Tree { get; set; } = [];

    [Inject]
    private CategoryOwnerService Owners { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    private IEnumerable<(int? Id, string Label)> Places =>
        [(null, L["All shops"].Value), .. Session.Channels.Count > 1 ? Session.Channels.Select(channel => ((int?)channel.Id, channel.Name)) : []];

    protected override async Task OnInitializedAsync()
    {
        me = await CurrentActor.GetAsync();
        await LoadAsync();
    }

    private async Task LoadAsync() => owners = await Owners.LoadAsync(Session.Reads);

    private bool MayName(int? channelId) => me?.Can(Permission.Review, channelId) == true;

    private CategoryOwner? NamedIn(int? channelId) =>
        owners!.Named.FirstOrDefault(owner => owner.CategoryId == Category.Id && owner.ChannelId == channelId);

    /// <summary>Who it is while nobody is named here: as in all shops, as the category above, or nobody.</summary>
    private string Otherwise(int? channelId)
    {
        var others = owners!.Named.Where(owner => owner.CategoryId != Category.Id || owner.ChannelId != channelId);
        var paths = Tree.ToDictionary(category => category.Id, category => category.Path);
        return new CategoryOwnership(others, paths).Of(Category.Id, channelId ?? 0) is { } above && owners.NameOf(above.UserId) is { } name
            ? above.CategoryId == Category.Id ? L["as in all shops: {0}", name] : L["as the category above: {0}", name]
            : L["nobody"];
    }

    private IReadOnlyList<Choice<string>> OptionsOf(int? channelId) =>
    [
        new("", Otherwise(channelId)),
        .. owners!.People.Where(person => person.Sees(channelId)).Select(person => new Choice<string>(person.Id, person.Name)),
    ];

    private Task NameAsync(int? channelId, string? chosen) => BusyAsync(async () =>
    {
        var category = Category;
        var outcome = await Owners.SetAsync(
            category.Id, channelId, string.IsNullOrEmpty(chosen) ? null : chosen, await CurrentActor.GetAsync());
        if (Feedback.Accepted(outcome) && outcome.Required is { } changeSet)
        {
            OfferUndo(L["Saved the owner of {0}.", category.Name], changeSet, LoadAsync);
        }

        await LoadAsync();
    });
}
