using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>A filter of a number or an amount: from, to, or both. Amounts are written in whole units of the shop's currency.</summary>
public sealed partial class FacetRange
{
    private string? problem;

    [Parameter, EditorRequired]
    public Facet Facet { get; set; } = default!;

    [Parameter, EditorRequired]
    public ProductsPageState State { get; set; } = default!;

    [Parameter]
    public Channel? Channel { get; set; }

    [Parameter]
    public EventCallback<ProductsPageState> OnChange { get; set; }

    private bool IsMoney => Facet.Key == FacetKeys.Price;

    private FacetFilter? Filter => State.Filter(Facet.Key);

    // What comes from the list is in minor units.
    private string Place(decimal? number) => Formats.Typed(IsMoney && number is { } minor ? minor / (Channel?.Currency.Scale ?? 100) : number);

    private string? Unit => IsMoney ? Channel?.CurrencyCode : Facet.Unit;

    private string FromLabel => Unit is { Length: > 0 } unit ? L["{0} from in {1}", Facet.Name, unit].Value : L["{0} from", Facet.Name].Value;

    private string ToLabel => Unit is { Length: > 0 } unit ? L["{0} to in {1}", Facet.Name, unit].Value : L["{0} to", Facet.Name].Value;

    private decimal? Read(string text) =>
        IsMoney && Channel is { } channel ? TypedNumbers.TryAmount(text, channel.Currency, out var money) ? money.Amount : null
        : TypedNumbers.TryNumber(text, 4, out var plain) ? plain : null;

    private Task EnterAsync(ChangeEventArgs change, bool isFrom)
    {
        problem = null;
        var text = change.Value?.ToString()?.Trim() ?? "";
        decimal? number = null;
        if (text.Length > 0)
        {
            number = Read(text);
            if (number is null)
            {
                problem = L["This is not a number."];
                return Task.CompletedTask;
            }
        }

        return OnChange.InvokeAsync(isFrom ? State.Between(Facet.Key, number, Filter?.To) : State.Between(Facet.Key, Filter?.From, number));
    }
}
