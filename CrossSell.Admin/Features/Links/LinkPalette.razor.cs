using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Features.Links;

/// <summary>Finds a product of the shop to link: dragged onto the canvas, clicked, or taken by Enter.</summary>
public sealed partial class LinkPalette
{
    private string text = "";
    private readonly TypedSearch<IReadOnlyList<ProductSummary>> search;
    private Task picking = Task.CompletedTask;
    private IReadOnlyList<ProductSummary> hits = [];

    public LinkPalette() =>
        search = new(async typed => Channel is null || typed.Trim().Length == 0 ? [] : await Search.FindAsync(Session.Reads, typed, Channel.Id, 8));

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private ProductSearch Search { get; set; } = default!;

    [Parameter, EditorRequired]
    public Channel? Channel { get; set; }

    [Parameter, EditorRequired]
    public string TypeName { get; set; } = "";

    [Parameter, EditorRequired]
    public string AnchorName { get; set; } = "";

    /// <summary>
    /// Products that are linked from the anchor by now, and the anchor. Asked for, not handed over: where the browser is slow to say what it has drawn, the
    /// page is drawn later than the next Enter comes.
    /// </summary>
    [Parameter, EditorRequired]
    public Func<IReadOnlySet<int>> Linked { get; set; } = default!;

    [Parameter]
    public EventCallback<int> OnPicked { get; set; }

    protected override Task OnInitializedAsync() => FindAsync();

    private Task TypedAsync(string? value)
    {
        text = value ?? "";
        return FindAsync();
    }

    private Task FindAsync() => search.AskAsync(text, found => hits = found);

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Enter" ? picking = PickNextAsync(picking) : Task.CompletedTask;

    /// <summary>Who types fast means what stands in the field now, not what an earlier letter had found; and by a second Enter the next one.</summary>
    private async Task PickNextAsync(Task before)
    {
        await Task.WhenAny(before);
        await search.AnsweredAsync();
        if (hits.FirstOrDefault(hit => !Linked().Contains(hit.Id)) is { } first)
        {
            await OnPicked.InvokeAsync(first.Id);
        }
    }
}
