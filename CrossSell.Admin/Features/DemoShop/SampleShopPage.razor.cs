using CrossSell.Admin.Features.Embed;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.DemoShop;

/// <summary>The frame of a sample shop with one of its pages in it.</summary>
public sealed partial class SampleShopPage
{
    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired]
    public SamplePage Page { get; set; } = default!;

    [Inject]
    private EmbedScript Script { get; set; } = default!;

    private IReadOnlyDictionary<string, string> Words => SampleShopWords.In(Page.Shop.Locale);

    private string PanelScript => $"{EmbedScript.Address}?v={Script.Version}";

    private string ProductTemplate => Page.ToProduct("sku-goes-here").Replace("sku-goes-here", "{sku}", StringComparison.Ordinal);

    private string Here => Page.View switch
    {
        SampleView.Home => Page.Home,
        SampleView.Product => $"{Page.Home}/p/{Uri.EscapeDataString(Page.Product?.Chosen?.Sku ?? Page.Product?.Product.Sku ?? "none")}",
        var view => $"{Page.Home}/{view.ToString().ToLowerInvariant()}",
    };

    private RenderFragment Price(Money price, Money? before) => SampleMarkup.Price(Page.Shop.Locale, price, before);

    private static RenderFragment Picture(string picture, int size, bool isLazy) => SampleMarkup.Picture(picture, size, isLazy);
}

/// <summary>Pieces that several pages of a sample shop are made of.</summary>
internal static class SampleMarkup
{
    public static RenderFragment Price(string locale, Money price, Money? before) => builder =>
    {
        if (before is { } was)
        {
            builder.OpenElement(0, "s");
            builder.AddContent(1, ShopperWords.In(locale, was));
            builder.CloseElement();
            builder.AddContent(2, " ");
        }

        builder.AddContent(3, ShopperWords.In(locale, price));
    };

    /// <param name="size">Width and height in CSS pixels.</param>
    public static RenderFragment Picture(string picture, int size, bool isLazy) => builder =>
    {
        builder.OpenElement(0, "img");
        builder.AddMultipleAttributes(1, new Dictionary<string, object>
        {
            ["src"] = Addresses.Picture(picture, size * 2), ["alt"] = "", ["width"] = size, ["height"] = size, ["loading"] = isLazy ? "lazy" : "eager",
        });
        builder.CloseElement();
    };
}
