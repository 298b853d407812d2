using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>A new product with what it cannot be without; everything else is filled in on its own page.</summary>
public sealed partial class ProductNewPage
{
    private const string SkuField = nameof(ProductEdit.Sku);
    private const string NameField = nameof(ProductEdit.Name);

    private readonly Dictionary<int, string?> prices = [];
    private ProductChoices? choices;
    private List<Channel> channels = [];
    private IReadOnlyList<string> brands = [];
    private string sku = "";
    private string name = "";
    private string? brand;
    private int typeId;
    private CategoryLine? category;
    private Refusal? problem;
    private ElementReference skuInput;
    private ElementReference nameInput;
    private bool isMade;

    private bool IsTyped => sku.Length > 0 || name.Length > 0 || brand is { Length: > 0 } || typeId != 0 || category is not null
        || prices.Values.Any(price => !string.IsNullOrEmpty(price));

    private KeptDraft Kept => KeptDraft.Of(
        "product:new",
        () => !isMade && IsTyped ? new Typed(sku, name, brand, typeId, category?.Category.Id, new Dictionary<int, string?>(prices)) : null,
        Put,
        () => Put(new Typed("", "", null, 0, null, new Dictionary<int, string?>())));

    [Inject]
    private ProductCreation Creation { get; set; } = default!;

    [Inject]
    private ProductService Products { get; set; } = default!;

    [Inject]
    private ProductChoicesQuery Choices { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        channels = [.. Session.Channels.Where(channel => actor.Can(Permission.EditCatalog, channel.Id))];
        if (Session.Channel is { } current && channels.Exists(channel => channel.Id == current.Id))
        {
            prices[current.Id] = null;
        }

        choices = await Choices.LoadAsync();
    }

    private void Put(Typed typed)
    {
        (sku, name, brand) = (typed.Sku, typed.Name, typed.Brand);
        // What was removed meanwhile cannot be chosen any more.
        typeId = choices!.Types.Any(type => type.Id == typed.TypeId) ? typed.TypeId : 0;
        category = choices.Categories.FirstOrDefault(line => line.Category.Id == typed.CategoryId);
        prices.Clear();
        foreach (var (channelId, price) in typed.Prices.Where(pair => channels.Exists(channel => channel.Id == pair.Key)))
        {
            prices[channelId] = price;
        }
    }

    private void List(Channel channel, bool listed)
    {
        if (listed)
        {
            prices[channel.Id] = null;
        }
        else
        {
            prices.Remove(channel.Id);
        }
    }

    private static string PriceOf(Channel channel) => $"new-price-{channel.Code}";

    private bool HasField(string? field) => field is SkuField or NameField || channels.Exists(channel => PriceOf(channel) == field);

    private string? ProblemOf(string field) => problem is { } said && said.Field == field ? said.Message : null;

    private string? Invalid(string field) => ProblemOf(field) is null ? null : "true";

    private async Task BrandTypedAsync(string? typed)
    {
        brand = typed;
        brands = await Products.BrandsAsync(brand);
    }

    private Task SaveAsync() => BusyAsync(async () =>
    {
        var listings = new Dictionary<int, ListingEdit>();
        foreach (var (channelId, typed) in prices)
        {
            var channel = channels.First(item => item.Id == channelId);
            var price = Money.Zero(channel.Currency);
            if (!string.IsNullOrWhiteSpace(typed) && !TypedNumbers.TryAmount(typed, channel.Currency, out price))
            {
                problem = new Refusal("listing.price", L["The price in {0} is not an amount such as 129.00.", channel.Name], PriceOf(channel));
                return;
            }

            listings[channelId] = new ListingEdit(0, price.Minor, null, null, null, price.Minor > 0);
        }

        problem = null;
        var outcome = await Creation.CreateAsync(
            new NewProduct(sku, name, brand, typeId == 0 ? null : typeId, category?.Category.Id, listings), await CurrentActor.GetAsync());
        if (outcome.IsRefused(out var refusal, out var made))
        {
            problem = refusal;
            // There to be typed into: who pressed the button stands at the end of the form.
            await (refusal.Field switch
            {
                SkuField => skuInput.FocusAsync(),
                NameField => nameInput.FocusAsync(),
                _ => ValueTask.CompletedTask,
            });
            return;
        }

        isMade = true;
        Feedback.Say(L["Created {0}. It is a draft.", name.Trim()]);
        Navigation.NavigateTo(Addresses.Product(made.Sku));
    });

    private sealed record Typed(string Sku, string Name, string? Brand, int TypeId, int? CategoryId, IReadOnlyDictionary<int, string?> Prices);
}
