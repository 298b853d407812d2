using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The card of a family: its variants with price and stock, their order, and what can be done to it.</summary>
public sealed partial class ProductFamilyCard
{
    private FamilyTask? task;
    private string? moveProblem;
    private string? focus;
    private int shown;

    [Inject]
    private FamilyService Families { get; set; } = default!;

    [Inject]
    private ListingService Listings { get; set; } = default!;

    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        if (shown != Details.Product.Id)
        {
            (shown, task, moveProblem) = (Details.Product.Id, null, null);
        }
    }

    protected override IReadOnlyDictionary<string, string?> Read()
    {
        var fields = new Dictionary<string, string?>();
        foreach (var line in Details.Family?.Variants ?? [])
        {
            if (line.Listing is { } listing)
            {
                fields[PriceField(line.Summary.Id)] = Formats.Typed(new Money(listing.Price, Details.Channel!.Currency));
                fields[StockField(line.Summary.Id)] = listing.Stock?.ToString(CultureInfo.InvariantCulture);
            }
        }

        return fields;
    }

    protected override async Task<Outcome<long>> WriteAsync(CardDraft draft, Actor actor)
    {
        var channel = Details.Channel!;
        var edits = new Dictionary<int, ListingEdit>();
        foreach (var line in Details.Family!.Variants.Where(line => draft.Changed(PriceField(line.Summary.Id)) || draft.Changed(StockField(line.Summary.Id))))
        {
            var listing = line.Listing!;
            var form = ListingForm.Of(new ListingLine(channel, listing, []));
            (form.Price, form.Stock) = (draft[PriceField(line.Summary.Id)], draft[StockField(line.Summary.Id)]);
            if (form.ToEdit().IsRefused(out var refusal, out var edit))
            {
                return refusal with { Message = $"{line.Summary.Name}: {refusal.Message}" };
            }

            edits[line.Summary.Id] = edit;
        }

        return await Listings.EditManyAsync(channel.Id, edits, actor);
    }

    protected override string Done(CardDraft draft) => L["Saved prices and stock in {0}.", Details.Channel!.Name];

    protected override string Label(string field)
    {
        var id = int.Parse(field.Split(':')[1], CultureInfo.InvariantCulture);
        var name = Details.Family?.Variants.FirstOrDefault(line => line.Summary.Id == id)?.Summary.Name ?? "";
        return field.StartsWith("price", StringComparison.Ordinal) ? L["Price of {0}", name] : L["Stock of {0}", name];
    }

    internal static string PriceField(int id) => string.Create(CultureInfo.InvariantCulture, $"price:{id}");

    internal static string StockField(int id) => string.Create(CultureInfo.InvariantCulture, $"stock:{id}");

    private void OpenTask(FamilyTask chosen) => task = chosen;

    /// <param name="then">What in the moved row has the focus afterwards: moving a row in the page takes it away.</param>
    private Task MoveAsync(FamilyLines family, int from, int to, string then) => BusyAsync(async () =>
    {
        var moved = family.Variants[from].Summary;
        var order = family.Variants.Select(line => line.Summary.Id).ToList();
        order.RemoveAt(from);
        order.Insert(to, moved.Id);
        await ArrangeAsync(order, family, L["Moved {0} to place {1}.", moved.Name, Formats.Count(to + 1)]);
        // A button that has nowhere to go any more cannot hold it.
        focus = $"#variant-{moved.Id} " + (then == "a" ? "a" : $"button.{(to == 0 ? "down" : to == order.Count - 1 ? "up" : then)}");
    });

    private Task ResetAsync() => Details.Family is { } family
        ? BusyAsync(() => ArrangeAsync([], family, L["The variants are ordered by their attributes again."]))
        : Task.CompletedTask;

    private async Task ArrangeAsync(IReadOnlyList<int> order, FamilyLines family, string done)
    {
        var familyId = Details.Product.FamilyId;
        moveProblem = (await Bench.WriteAsync(actor => Families.ArrangeAsync(familyId, order, family.ParentVersion, actor), done))?.Message;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (focus is { } selector)
        {
            focus = null;
            await Js.InvokeVoidAsync("crosssell.focus", selector);
        }
    }

    private async Task DetachAsync()
    {
        var (id, version) = (Details.Product.Id, Details.Product.Version);
        Problem = (await Bench.WriteAsync(
            actor => Families.DetachAsync(id, version, actor),
            L["Detached {0}. Inherited values were copied to it.", Details.Product.Name]))?.Message;
    }
}
