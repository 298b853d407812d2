using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Catalog.CatalogTexts;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>The category tree: moved by drag, by buttons and by keys alike.</summary>
public sealed partial class CategoriesPage
{
    private readonly CategoriesPageState state = new();
    private CatalogUseFigures? use;
    private Category? dragged;
    private (int Id, bool Before)? over;
    private Doing? doing;
    private string name = "";
    private string picture = ProductSummaries.NeutralPicture;
    private int? targetId;
    private IReadOnlyList<(int Id, string Path)> targets = [];
    private string? problem;
    private bool mayEdit;
    private bool loaded;
    private int? focus;

    private enum Doing
    {
        Add,
        AddBelow,
        Edit,
        Move,
        Delete,
    }

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CatalogDefinitions Definitions { get; set; } = default!;

    [Inject]
    private CategoryService Categories { get; set; } = default!;

    [Inject]
    private CatalogUse Use { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private int ChosenProducts => state.Chosen is { } chosen ? use?.Categories.GetValueOrDefault(chosen.Id) ?? 0 : 0;

    private string DialogTitle => doing switch
    {
        Doing.Add => L["Add a category"].Value,
        Doing.AddBelow => L["Add a category below {0}", state.Chosen?.Name ?? ""].Value,
        Doing.Edit => L["Edit {0}", state.Chosen?.Name ?? ""].Value,
        Doing.Move => L["Move {0}", state.Chosen?.Name ?? ""].Value,
        _ => L["Delete {0}", state.Chosen?.Name ?? ""].Value,
    };

    private string DeleteWords =>
        ChosenProducts == 0 ? L["It has no products."].Value : L.Count(ChosenProducts, "It has {0} product.", "It has {0} products.");

    protected override async Task OnInitializedAsync()
    {
        mayEdit = (await CurrentActor.GetAsync()).Can(Permission.Administer, null);
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus is { } id)
        {
            focus = null;
            await Js.InvokeVoidAsync("crosssell.focus", $"#category-{id.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private async Task LoadAsync()
    {
        state.Show(await Definitions.CategoriesAsync(Session.Reads));
        loaded = true;
        StateHasChanged();
        // Off the circuit: the tree is there at once, its figures as soon as they are counted.
        use = await Task.Run(() => Use.LoadAsync());
    }

    private string CountOf(Category category) => use is null ? "" : Formats.Count(use.Trees.GetValueOrDefault(category.Id));

    private string Class(CategoryRow row) => (state.ChosenId == row.Category.Id ? "chosen" : "") + (dragged?.Id == row.Category.Id ? " dragged" : "");

    private void Choose(int id) => state.Choose(id);

    private async Task KeyAsync(KeyboardEventArgs key, Category category)
    {
        var at = state.Rows.ToList().FindIndex(row => row.Category.Id == category.Id);
        if (key.AltKey && mayEdit)
        {
            state.Choose(category.Id);
            await MoveAsync(category, now => key.Key switch
            {
                "ArrowUp" => state.Up(now),
                "ArrowDown" => state.Down(now),
                "ArrowRight" => state.In(now),
                "ArrowLeft" => state.Out(now),
                _ => null,
            });
            return;
        }

        var row = state.Rows[at];
        switch (key.Key)
        {
            case "ArrowUp" when at > 0:
                focus = state.Rows[at - 1].Category.Id;
                break;
            case "ArrowDown" when at < state.Rows.Count - 1:
                focus = state.Rows[at + 1].Category.Id;
                break;
            case "ArrowRight" when row is { HasChildren: true, IsOpen: false }:
            case "ArrowLeft" when row.IsOpen:
                state.Toggle(category.Id);
                break;
            case "Delete" when mayEdit:
                state.Choose(category.Id);
                Open(Doing.Delete);
                break;
        }
    }

    private Task DropAsync(CategoryPlace place)
    {
        var category = dragged;
        (dragged, over) = (null, null);
        return category is null || !state.CanMove(category, place) ? Task.CompletedTask : MoveAsync(category, _ => place);
    }

    /// <summary>One after the other, and none is dropped: each step goes by the tree that the one before left, not by the one that was on the screen.</summary>
    private Task MoveAsync(Category drawn, Func<Category, CategoryPlace?> placeOf) => InTurnAsync(async () =>
    {
        if (state.Find(drawn.Id) is not { } category || placeOf(category) is not { } place)
        {
            return;
        }

        var outcome = await Categories.MoveAsync(category.Id, category.Version, place, await CurrentActor.GetAsync());
        Feedback.Accepted(outcome);
        await LoadAsync();
        state.Choose(category.Id);
        focus = category.Id;
        if (outcome.IsDone)
        {
            Done(L["Moved {0}: {1}.", category.Name, state.PathOf(state.Chosen ?? category)], outcome.Value);
        }
    });

    private void Open(Doing what)
    {
        var chosen = state.Chosen;
        if (chosen is null && what != Doing.Add)
        {
            return;
        }

        (doing, problem, targetId) = (what, null, what == Doing.Delete ? chosen!.ParentId : null);
        targets = chosen is null ? [] : state.TargetsOf(chosen);
        (name, picture) = what == Doing.Edit ? (chosen!.Name, chosen.Picture) : ("", chosen?.Picture ?? ProductSummaries.NeutralPicture);
    }

    private void Close() => doing = null;

    private async Task DoAsync()
    {
        if (doing is not { } what)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var actor = await CurrentActor.GetAsync();
            var chosen = state.Chosen;
            var (refusal, set, words, shown) = what switch
            {
                Doing.Add or Doing.AddBelow => await AddAsync(what == Doing.AddBelow ? chosen?.Id : null, actor),
                Doing.Edit => Result(
                    await Categories.EditAsync(chosen!.Id, chosen.Version, name, picture, actor), L["Saved {0}.", name.Trim()], chosen.Id),
                Doing.Move => Result(
                    await Categories.MoveAsync(chosen!.Id, chosen.Version, new CategoryPlace(targetId), actor), L["Moved {0}.", chosen.Name], chosen.Id),
                _ => Result(await Categories.DeleteAsync(chosen!.Id, chosen.Version, targetId, actor), L["Deleted {0}.", chosen.Name], targetId),
            };
            if (refusal is not null)
            {
                problem = refusal.Message;
                return;
            }

            doing = null;
            await LoadAsync();
            state.Choose(shown);
            focus = shown;
            Done(words, set);
        });
    }

    private static (Refusal?, long, string, int?) Result(Outcome<long> outcome, string words, int? shown) => (outcome.Refusal, outcome.Value, words, shown);

    private async Task<(Refusal?, long, string, int?)> AddAsync(int? parentId, Actor actor)
    {
        var outcome = await Categories.AddAsync(name, parentId, picture, actor);
        return (outcome.Refusal, outcome.Value.ChangeSetId, L["Added {0}.", name.Trim()], outcome.Value.Id);
    }

    private void Done(string words, long set) => OfferUndo(words, set, LoadAsync);

    private Choice<int?>[] Targets(string none) => [new(null, none), .. targets.Select(target => new Choice<int?>(target.Id, target.Path))];
}
