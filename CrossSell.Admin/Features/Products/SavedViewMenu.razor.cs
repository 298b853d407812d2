using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.SavedViews;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>
/// Views of the product list: own, shared and built in. Which one is open stands in the address beside what it shows, so that a changed one is known as such.
/// </summary>
public sealed partial class SavedViewMenu
{
    private static readonly string[] Titles = [Texts.Key("Mine"), Texts.Key("Shared")];

    private IReadOnlyList<SavedViewRow> rows = [];
    private ElementReference input;
    private SavedViewRow? renamed;
    private Form? form;
    private string typed = "";
    private string began = "";
    private string? problem;
    private bool share;
    private bool open;
    private bool focusPending;

    private enum Form
    {
        SaveAs,
        Rename,
    }

    [Inject]
    private SavedViewService Views { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Parameter, EditorRequired]
    public ProductsPageState State { get; set; } = default!;

    [Parameter]
    public EventCallback<ProductsPageState> OnOpen { get; set; }

    private SavedViewRow? Saved => rows.FirstOrDefault(row => row.Id.ToString(CultureInfo.InvariantCulture) == State.View);

    private BuiltInView? BuiltIn => BuiltInView.All.FirstOrDefault(view => view.Code == State.View);

    private string? CurrentName => Saved?.Name ?? (BuiltIn is { } view ? L[view.Name].Value : null);

    private string? CurrentQuery => Saved?.Query ?? BuiltIn?.Query;

    private bool IsModified => CurrentQuery is { } query && ProductsPageState.Parse(query) with { View = null } != State with { View = null };

    private IEnumerable<(string Title, IReadOnlyList<SavedViewRow> Rows)> Groups =>
        from title in Titles
        let members = rows.Where(row => row.Mine == (title == "Mine")).ToList()
        where members.Count > 0
        select (title, (IReadOnlyList<SavedViewRow>)members);

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task OnParametersSetAsync()
    {
        // An address that names a view and nothing else is that view.
        if (CurrentQuery is { } query && State.ToViewQuery().Length == 0)
        {
            await OpenAsync(query, State.View!);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusPending && form is not null)
        {
            focusPending = false;
            await input.FocusAsync();
        }
    }

    private static string AddressOf(string query, string view) => (ProductsPageState.Parse(query) with { View = view }).ToAddress();

    private async Task LoadAsync() => rows = await Views.ListAsync(SavedViewService.Products, await CurrentActor.GetAsync());

    private async Task ToggleAsync()
    {
        // A name that was being typed when the menu closed is there again.
        open = !open;
        if (open)
        {
            await LoadAsync();
        }
    }

    private void Close() => open = false;

    private void KeyPressed(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            Close();
        }
    }

    private Task OpenAsync(string query, string view)
    {
        Close();
        return OnOpen.InvokeAsync(ProductsPageState.Parse(query) with { View = view });
    }

    private Task StartAsync(Form wanted, SavedViewRow? row)
    {
        (form, renamed, problem, share, focusPending) = (wanted, row, null, false, true);
        typed = began = row?.Name ?? (Saved is { } from ? from.Name : "");
        return Task.CompletedTask;
    }

    private Task SubmitAsync() => GuardAsync(async actor =>
    {
        var query = State.ToViewQuery();
        var outcome = form == Form.SaveAs
            ? await Views.SaveAsAsync(SavedViewService.Products, typed, query, share, actor)
            : await Views.RenameAsync(renamed!.Id, typed, renamed.Version, actor);
        if (outcome.IsRefused(out var refusal, out var written))
        {
            problem = refusal.Message;
            return;
        }

        var saving = form == Form.SaveAs;
        form = null;
        await LoadAsync();
        Tell(saving ? L["Saved the view {0}.", written.Name].Value : L["Renamed to {0}.", written.Name].Value, written);
        if (saving)
        {
            await OpenAsync(query, written.Id.ToString(CultureInfo.InvariantCulture));
        }
    });

    private Task SaveAsync(SavedViewRow row) =>
        ChangeAsync(actor => Views.SaveAsync(row.Id, State.ToViewQuery(), row.Version, actor), L["Saved the view {0}.", row.Name]);

    private Task ShareAsync(SavedViewRow row) => ChangeAsync(
        actor => Views.ShareAsync(row.Id, !row.Shared, row.Version, actor),
        row.Shared ? L["Only you see {0} now.", row.Name].Value : L["Everybody sees {0} now.", row.Name].Value);

    private Task DeleteAsync(SavedViewRow row) => ChangeAsync(actor => Views.DeleteAsync(row.Id, actor), L["Deleted the view {0}.", row.Name]);

    private Task ChangeAsync(Func<Core.People.Actor, Task<Outcome<SavedViewWritten>>> change, string sentence) => GuardAsync(async actor =>
    {
        var outcome = await change(actor);
        await LoadAsync();
        if (Feedback.Accepted(outcome))
        {
            Tell(sentence, outcome.Required);
        }
    });

    private void Tell(string sentence, SavedViewWritten written) => OfferUndo(sentence, written.ChangeSetId, LoadAsync);

    private Task GuardAsync(Func<Core.People.Actor, Task> work) => BusyAsync(async () => await work(await CurrentActor.GetAsync()));
}
