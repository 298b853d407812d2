using System.Globalization;
using System.Text;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Products;

/// <summary>
/// The product list as a grid of rows or cards: of a million, only what is near the screen is drawn. Scrolling, keys and focus are the script's; what they
/// mean is decided here. Never loads more than a screen and its surroundings.
/// </summary>
public sealed partial class ProductTable : IAsyncDisposable
{
    // Pixels that the columns beside the product may take without scrolling, and what the product then has at least.
    private const int FewColumns = 540;
    private const int ProductBesideFew = 200;
    private const int ProductBesideMany = 300;

    // How many columns make room on a narrow screen, one after the other.
    private const int Gives = 3;

    private readonly CancellationTokenSource closed = new();
    private IReadOnlyList<ProductColumn> columns = [];
    private ElementReference root;
    private readonly ComponentScript script = new("./Features/Products/ProductTable.razor.js");
    private DotNetObjectReference<ProductTable>? self;
    private string style = "";

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public ProductRows Rows { get; set; } = default!;

    [Parameter, EditorRequired]
    public ProductsPageState State { get; set; } = default!;

    [Parameter]
    public Channel? Channel { get; set; }

    /// <summary>Whether names, prices, stock and status may be changed in their cells.</summary>
    [Parameter]
    public bool Editing { get; set; }

    [Parameter]
    public EventCallback<string> OnSort { get; set; }

    /// <summary>Something was picked or let go.</summary>
    [Parameter]
    public EventCallback OnPicked { get; set; }

    [Parameter]
    public EventCallback<CatalogRow> OnOpen { get; set; }

    [Parameter]
    public EventCallback<CatalogRow> OnLook { get; set; }

    /// <summary>Asked first when Escape was pressed in the list; true when it was taken. Nothing taken: the selection is cleared.</summary>
    [Parameter]
    public Func<bool>? OnEscape { get; set; }

    /// <summary>The list has to be read again: a value was changed in its cell, or it turned out to have changed while rows were fetched.</summary>
    [Parameter]
    public EventCallback OnStale { get; set; }

    private ProductWindow Window => Rows.Window;

    private TablePlace Place => Rows.Place;

    private TableSelection Selection => Rows.Selection;

    private int Line => State switch { { Cards: true } => 264, { Dense: true } => 36, _ => 48 };

    private int Heads => State.Cards ? 0 : 1;

    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        await script.LeaveAsync("detach", root);
        self?.Dispose();
        closed.Dispose();
    }

    /// <summary>Called by the script: these lines are on the screen now.</summary>
    [JSInvokable]
    public void Show(int top, int lines, int perLine)
    {
        Place.Show(top, lines, State.Cards ? perLine : 1);
        Style();
        StateHasChanged();
        _ = FillAsync();
    }

    /// <summary>Called by the script with a key that is the grid's.</summary>
    /// <returns>The row to go to, or -1 to stay.</returns>
    [JSInvokable]
    public Task<int> KeyAsync(string key, bool shift, bool ctrl) => GestureAsync(() => PressedAsync(key, shift, ctrl), otherwise: -1);

    private async Task<int> PressedAsync(string key, bool shift, bool ctrl)
    {
        switch (key)
        {
            case "a" when ctrl:
                Selection.SelectAll();
                await PickedAsync();
                return -1;
            case "Escape" when OnEscape?.Invoke() == true:
                return -1;
            case "Escape":
                Selection.Clear();
                await PickedAsync();
                return -1;
            case " ":
                await PickAsync(Place.Active, shift);
                return -1;
            case "Enter" when Rows.Active is { } row:
                await OnOpen.InvokeAsync(row);
                return -1;
            case "q" when Rows.Active is { } row:
                await OnLook.InvokeAsync(row);
                return -1;
        }

        if (Place.Target(key) is not { } target || Place.Total == 0)
        {
            return -1;
        }

        if (shift)
        {
            await Rows.ExtendAsync(target, closed.Token);
            await PickedAsync();
        }
        else
        {
            Selection.EndRange();
            Place.Activate(target);
        }

        _ = FillAsync();
        return Place.Active;
    }

    /// <summary>Back to the first row, for another list.</summary>
    public Task TopAsync() => script.InvokeAsync("top", root).AsTask();

    /// <summary>The active row takes the focus, as after a drawer over the list was closed.</summary>
    public Task FocusAsync() => script.InvokeAsync("focusRow", root, Place.Active).AsTask();

    /// <summary>Makes a row the active one, brings it into view and gives it back; null when it is gone.</summary>
    public async Task<CatalogRow?> GoAsync(int index)
    {
        Place.Activate(index);
        Selection.EndRange();
        StateHasChanged();
        await FillAsync();
        await script.InvokeAsync("reveal", root, Place.Active);

        return Rows.Active;
    }

    /// <summary>Called by the script when the focus came to a row by itself.</summary>
    [JSInvokable]
    public void Focused(int index)
    {
        if (Rows.Activate(index))
        {
            StateHasChanged();
        }
    }

    internal Task LookAsync(int index, CatalogRow row)
    {
        Place.Activate(index);
        return OnLook.InvokeAsync(row);
    }

    internal async Task ClickedAsync(int index, bool shift, bool ctrl)
    {
        if (shift || ctrl)
        {
            await PickAsync(index, shift);
        }
        else if (Rows.Activate(index))
        {
            StateHasChanged();
        }
    }

    internal async Task PickAsync(int index, bool range)
    {
        await Rows.PickAsync(index, range, closed.Token);
        await PickedAsync();
    }

    protected override void OnParametersSet()
    {
        if (!columns.Select(column => column.Code).SequenceEqual(State.Columns))
        {
            columns = [.. ProductColumns.Of(State.Columns)];
        }

        Place.Resize(Window.Total);
        Style();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await script.LoadAsync(Js);
            await script.InvokeAsync("attach", root, self);
        }
    }

    // On a phone a row is its product and one figure.
    private string Keep(ProductColumn column) => column == (columns.FirstOrDefault(item => item.Code == "price") ?? columns[0]) ? " keep" : "";

    private int LineOf(int index) => Math.Clamp((index - Place.First) / Place.PerLine, -1000, 1000);

    private ProductRowModel RowOf(int index) => new(
        index, Window[index], LineOf(index), index % Place.PerLine, index == Place.Active, Window[index] is { } row && Selection.Has(row.Product.Id));

    // The active row is always drawn, so that the focus is never lost by scrolling.
    private IEnumerable<int> Drawn()
    {
        var (first, end) = (Place.First, Place.First + Place.Count);
        if (Place.Total > 0 && Place.Active < first)
        {
            yield return Place.Active;
        }

        for (var index = first; index < end; index++)
        {
            yield return index;
        }

        if (Place.Active >= end && Place.Active < Place.Total)
        {
            yield return Place.Active;
        }
    }

    // Columns that somebody has chosen stay, and the table scrolls sideways.
    private bool IsStandard => State.Columns.Equals(ProductColumns.Standard);

    private void Style()
    {
        var text = new StringBuilder();
        var least = columns.Sum(column => column.Least);
        // With a few columns everything has room at 1280; with more the table scrolls sideways anyway, and names stand beside it whole.
        var name = least <= FewColumns ? ProductBesideFew : ProductBesideMany;
        text.Append(CultureInfo.InvariantCulture, $"--line:{Line}px;--per:{Place.PerLine};--least:{36 + name + 36 + least}px");
        for (var given = 0; given <= (IsStandard ? Gives : 0); given++)
        {
            text.Append(CultureInfo.InvariantCulture, $";--cols{(given > 0 ? $"-{given}" : "")}:36px minmax({name}px,2.8fr)");
            foreach (var column in columns.Where(column => column.Gives == 0 || column.Gives > given))
            {
                text.Append(' ').Append(column.Track);
            }

            text.Append(" 36px");
        }

        style = text.ToString();
    }

    private Task ToggleAllAsync()
    {
        Rows.ToggleAll();
        return PickedAsync();
    }

    private Task PickedAsync()
    {
        StateHasChanged();
        return OnPicked.InvokeAsync();
    }

    private async Task FillAsync()
    {
        try
        {
            var (total, state) = (Window.Total, Window.Head?.State);
            if (await Window.FillAsync(Place.First, Place.Count, closed.Token))
            {
                StateHasChanged();
                if ((total, state) != (Window.Total, Window.Head?.State))
                {
                    Place.Resize(Window.Total);
                    await OnStale.InvokeAsync();
                }
            }

            // What comes next into view is there before it does.
            if (await Window.FillAsync(Place.First - ProductWindow.Block, Place.Count + (2 * ProductWindow.Block), closed.Token))
            {
                StateHasChanged();
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left while rows were on their way.
        }
        catch (Exception problem)
        {
            await DispatchExceptionAsync(problem);
        }
    }
}
