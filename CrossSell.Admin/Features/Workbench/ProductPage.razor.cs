using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Undo;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The workbench of one product: what it is, what it is sold for, what it is linked with, what was done to it, and who else is at it.</summary>
public sealed partial class ProductPage : LivePage
{
    // Change sets that were written from here: no news.
    private readonly HashSet<long> own = [];
    private readonly WorkbenchCards bench;
    private readonly NewestLoad loads = new();
    private ProductDetails? details;
    private Actor? actor;
    private bool canEdit;
    private bool missing;
    private bool duplicating;
    private long stamp;

    public ProductPage() : base("./Features/Workbench/ProductPage.razor.js") =>
        bench = new WorkbenchCards { WriteAsync = WriteAsync, Changed = StateHasChanged, Open = Open };

    [Parameter]
    public string Sku { get; set; } = "";

    protected override bool HasUnsaved => bench.IsDirty;

    [Inject]
    private ProductDetailsQuery Query { get; set; } = default!;

    [Inject]
    private ProductHistory History { get; set; } = default!;

    [Inject]
    private UndoService Undo { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    private static IReadOnlyList<Crumb> CrumbsOf(ProductDetails product) =>
    [
        .. Crumb.Products,
        .. product.CategoryPath.Select(category => new Crumb(category.Name, $"{Addresses.Products}?category={Uri.EscapeDataString(category.Code)}")),
        .. product.Parent is { } family ? [new Crumb(family.Name, Addresses.Product(family.Sku))] : Array.Empty<Crumb>(),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (details is not null && string.Equals(details.Product.Sku, Sku, StringComparison.OrdinalIgnoreCase))
        {
            return; // Only the place on the page has changed.
        }

        (details, missing, duplicating) = (null, false, false);
        bench.LastChange = null;
        await OpenAsync(async () =>
        {
            await LoadAsync();
            return details is { } product ? $"product:{product.Product.Id}" : null;
        });
    }

    protected override async Task CatchUpAsync()
    {
        if (details is null)
        {
            return;
        }

        var since = Seen;
        // A sibling's price or place is shown here too, but is no news of this product.
        if (await HearAsync() || (details.Family is { } family && await History.FamilyMovedAsync(
            details.Product.FamilyId, [details.Product.FamilyId, .. family.Variants.Select(line => line.Summary.Id)], since, own)))
        {
            await LoadAsync();
        }
    }

    protected override Task ChannelChangedAsync() => LoadAsync();

    private static IEnumerable<(string Id, string Name)> Sections(ProductDetails product) =>
    [
        ("panel", L["Panel"].Value), ("links", L["Links {0}", product.LinksOutCount].Value), ("bundles", L["Bundles"].Value),
        ("completeness", L["Completeness"].Value), ("shops", L["Shops"].Value), ("categories", L["Categories"].Value), ("facts", L["Product"].Value),
        ("texts", L["Texts"].Value), ("media", L["Pictures"].Value), ("attributes", L["Attributes"].Value), ("family", L["Family"].Value),
        ("history", L["History"].Value),
    ];

    private static string Sentence(HistoryLine line) => line.Fields.Count switch
    {
        0 => L["{0} changed this product just now.", line.Who].Value,
        <= 3 => L["{0} changed {1} just now.", line.Who, Changed(line)].Value,
        _ => L["{0} changed {1} and more just now.", line.Who, Changed(line)].Value,
    };

    private static string Changed(HistoryLine line) =>
        string.Join(", ", line.Fields.Take(3).Select(field => WorkbenchWords.InSentence(field.Name)).Distinct());

    private void Open(string sku)
    {
        duplicating = false;
        Navigation.NavigateTo(Addresses.Product(sku));
    }

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        var asked = Sku;
        actor = await CurrentActor.GetAsync();
        // By its id once it is known: a colleague may have given it another SKU meanwhile.
        var sku = details is null ? Sku : await Query.SkuAsync(details.Product.Id) ?? Sku;
        var loaded = await Query.LoadAsync(Session.Reads, sku, Session.Channel?.Id ?? 0);
        if (asked != Sku || !isNewest())
        {
            return; // Somebody has gone on to another product while this one was read.
        }

        details = loaded;
        stamp++;
        missing = details is null;
        canEdit = details is not null && actor.CanInEach(Permission.EditCatalog, details.ListedIn);
        if (details is not null && !string.Equals(sku, Sku, StringComparison.OrdinalIgnoreCase))
        {
            Navigation.NavigateTo(Addresses.Product(sku), replace: true);
        }
    });

    private async Task<Refusal?> WriteAsync(Func<Actor, Task<Outcome<long>>> write, string sentence)
    {
        Refusal? problem = new("busy", L["Something else is being saved. Try again in a moment."]);
        await BusyAsync(async () =>
        {
            var outcome = await write(await CurrentActor.GetAsync());
            if (outcome.IsRefused(out problem, out var id))
            {
                if (problem.Code == Refusal.StaleCode)
                {
                    await HearAsync();
                    await LoadAsync();
                }

                return;
            }

            own.Add(id);
            Feedback.Done(sentence, () => InvokeAsync(() => UndoAsync(id)));
            await LoadAsync();
        });
        return problem;
    }

    private Task UndoAsync(long changeSetId) => InTurnAsync(async () =>
    {
        var outcome = await Undo.UndoAsync(changeSetId, await CurrentActor.GetAsync());
        if (Feedback.Accepted(outcome))
        {
            own.Add(outcome.Value!.ChangeSetId);
            Feedback.Undone(outcome.Value!);
        }

        await LoadAsync();
    });

    /// <summary>Tells in a sentence what others wrote of this product since it was read. False when nobody did.</summary>
    private async Task<bool> HearAsync()
    {
        if (details is null)
        {
            return false;
        }

        var lines = await History.SinceAsync(Session.Reads, details.Product.Id, Seen, LinkTypeNames.LocaleOf(Session.Channel));
        Seen = lines.Count > 0 ? Math.Max(Seen, lines[^1].ChangeSetId) : Seen;
        var foreign = lines.Where(line => !own.Contains(line.ChangeSetId)).ToList();
        if (foreign.FindLast(line => line.WhoId != actor!.Id) is { } last)
        {
            // One's own pictures and other tabs are shown too, but they are no news.
            Notice = Sentence(last);
            bench.LastChange = (last.Who, last.At);
        }

        return foreign.Count > 0;
    }
}
