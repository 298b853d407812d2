using System.Globalization;
using System.Text.Json;
using CrossSell.Admin.Api;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Embed;

/// <summary>A panel as HTML that needs no script. Everything from the catalogue is text; addresses that no browser should follow are left out.</summary>
public sealed partial class PanelHtml
{
    // So many pictures stand beside each other, as in the element.
    private const int MostPictures = 6;

    /// <summary>What is drawn: as the API answers it to shoppers.</summary>
    [Parameter, EditorRequired]
    public PanelAnswer Panel { get; set; } = default!;

    /// <summary>How.</summary>
    [Parameter]
    public PanelHtmlLook Look { get; set; } = new();

    /// <summary>Scheme and host of the studio, for the style sheet; empty within the studio itself.</summary>
    [Parameter]
    public string Origin { get; set; } = "";

    /// <summary>Where it stands, by its word on the wire.</summary>
    [Parameter]
    public string Placement { get; set; } = "product-page";

    /// <summary>What lies in the shopper's cart, by SKU, in any case of letters.</summary>
    [Parameter]
    public IReadOnlyCollection<string> Cart { get; set; } = [];

    [Inject]
    private EmbedScript Script { get; set; } = default!;

    private PanelJson Answer { get; set; } = default!;

    private IReadOnlyDictionary<string, string> Words => Script.Words(Answer.Locale);

    private string Title => Answer.Headline ?? Words.GetValueOrDefault(Placement) ?? Words["product-page"];

    private bool HasForm => Look.Action is { Length: > 0 };

    // What the page is about can be taken along; what lies in a cart is there already.
    private bool HasAnchor => Placement == "product-page" && Minor(Answer.Totals.Anchor) > 0
        && !Cart.Contains(Answer.Anchor.Sku, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names the products and nothing of them: a nested product without an offer would be reported as an error of the page it stands in.</summary>
    private string? JsonLd
    {
        get
        {
            var others = Answer.Companions.Select(companion => companion.Url).OfType<string>().Where(IsWeb).Distinct().ToArray();
            return Answer.Anchor.Url is { } own && IsWeb(own) && others.Length > 0
                ? JsonSerializer.Serialize(new Dictionary<string, object>
                {
                    ["@context"] = "https://schema.org",
                    ["@type"] = "Product",
                    ["@id"] = own,
                    ["isRelatedTo"] = others.Select(other => new Dictionary<string, string> { ["@id"] = other }).ToArray(),
                })
                : null;
        }
    }

    protected override void OnParametersSet() => Answer = PanelJson.Of(Panel, Origin, explain: false, forShoppers: true);

    private static MoneyJson PriceOf(PanelHtmlSlot slot, BundleChoiceJson choice) =>
        MoneyJson.Of(new Money(Minor(choice.Price) * slot.Units(choice), Currency.Of(choice.Price.Currency)));

    // Of the whole, or of the usual choice.
    private static IEnumerable<string?> PicturesOf(BundleOfferJson offer) => offer.Image is { } whole
        ? [whole]
        : offer.Parts.Where(part => part.Slot is null).Select(part => part.Image)
            .Concat(offer.Slots.Select(slot => new PanelHtmlSlot(offer, slot))
                .SelectMany(slot => slot.Slot.Choices.Where(choice => slot.Taken(choice) > 0)).Select(choice => choice.Image));

    private string Optional(PanelHtmlSlot slot) => slot.Slot.Required ? "" : $" ({Words["optional"]})";

    private static bool IsTriggered(BundleOfferJson offer) => offer.Kind == "triggered-offer";

    private string OfferTitle(BundleOfferJson offer) => Words[IsTriggered(offer) ? "offer" : offer.Was is null ? "set" : "save"];

    private static bool IsWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https";

    private static long Minor(MoneyJson money) =>
        long.Parse(money.Amount.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private string Amount(MoneyJson money) => ShopperWords.In(Answer.Locale, new Money(Minor(money), Currency.Of(money.Currency)));

    /// <summary>What may be said to be saved; null for nothing.</summary>
    private string? Saving(BundleOfferJson offer) => Minor(offer.Saving) > 0
        ? Words["saving"].Replace("{0}", Amount(offer.Saving), StringComparison.Ordinal).Replace(
            "{1}", ShopperWords.In(Answer.Locale, (decimal)Minor(offer.Saving) / Minor(offer.Was ?? offer.SumOfParts)), StringComparison.Ordinal)
        : null;

    private RenderFragment Heading(string text) => builder =>
    {
        builder.OpenElement(0, $"h{Look.Level.ToString(CultureInfo.InvariantCulture)}");
        builder.AddContent(1, text);
        builder.CloseElement();
    };

    private static RenderFragment Pictures(IEnumerable<string?> images) => builder =>
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "pictures");
        builder.AddAttribute(2, "aria-hidden", "true");
        foreach (var (image, index) in images.OfType<string>().Take(MostPictures).Select((image, index) => (image, index)))
        {
            builder.AddContent(3, index > 0 ? "+" : "");
            builder.OpenElement(4, "img");
            builder.AddMultipleAttributes(5, new Dictionary<string, object>
            {
                ["src"] = image, ["alt"] = "", ["width"] = 72, ["height"] = 72, ["loading"] = "lazy", ["decoding"] = "async",
            });
            builder.CloseElement();
        }

        builder.CloseElement();
    };

    /// <summary>A form with its button where the shop said where to send it; else what is in it alone.</summary>
    private RenderFragment Form(RenderFragment content, string button) => builder =>
    {
        if (!HasForm)
        {
            builder.AddContent(0, content);
            return;
        }

        builder.OpenElement(1, "form");
        builder.AddAttribute(2, "method", "post");
        builder.AddAttribute(3, "action", Look.Action);
        builder.AddContent(4, content);
        builder.OpenElement(5, "button");
        builder.AddAttribute(6, "type", "submit");
        builder.AddContent(7, button);
        builder.CloseElement();
        builder.CloseElement();
    };

    private static RenderFragment Name(string name, string? url, int quantity, string? prefix = null, string note = "") => builder =>
    {
        var text = quantity > 1 ? $"{quantity.ToString(CultureInfo.InvariantCulture)} × {name}" : name;
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "name");
        if (prefix is not null)
        {
            builder.OpenElement(2, "b");
            builder.AddAttribute(3, "dir", "auto");
            builder.AddContent(4, prefix + " ");
            builder.CloseElement();
        }

        builder.OpenElement(5, "bdi");
        if (url is not null && IsWeb(url))
        {
            builder.OpenElement(6, "a");
            builder.AddAttribute(7, "href", url);
            builder.AddContent(8, text);
            builder.CloseElement();
        }
        else
        {
            builder.AddContent(9, text);
        }

        builder.CloseElement();
        builder.AddContent(10, Note(note));
        builder.CloseElement();
    };

    private static RenderFragment Note(string text) => builder =>
    {
        if (text.Length > 0)
        {
            builder.OpenElement(0, "span");
            builder.AddAttribute(1, "class", "note");
            builder.AddContent(2, text);
            builder.CloseElement();
        }
    };

    private RenderFragment Price(MoneyJson money, MoneyJson? before = null) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "price");
        if (before is not null)
        {
            builder.AddContent(2, Was(before, Words["before"]));
        }

        builder.OpenElement(3, "bdi");
        builder.AddContent(4, Amount(money));
        builder.CloseElement();
        builder.CloseElement();
    };

    // A struck price is silence to many screen readers: a word says what it is.
    private RenderFragment Was(MoneyJson money, string word) => builder =>
    {
        builder.OpenElement(0, "s");
        builder.OpenElement(1, "span");
        builder.AddAttribute(2, "class", "hidden");
        builder.AddContent(3, word + " ");
        builder.CloseElement();
        builder.OpenElement(4, "bdi");
        builder.AddContent(5, Amount(money));
        builder.CloseElement();
        builder.CloseElement();
    };

    private RenderFragment Tick(string sku, bool isTicked) => Input("checkbox", "sku", sku, isTicked);

    private RenderFragment Choice(PanelHtmlSlot slot, BundleChoiceJson choice) => slot.Kind == "number"
        ? Input(slot.Kind, $"quantity.{choice.Sku}", slot.Taken(choice).ToString(CultureInfo.InvariantCulture), isTicked: false, most: slot.Slot.ChooseMax)
        : Input(slot.Kind, slot.Field, choice.Sku, slot.Taken(choice) > 0);

    private RenderFragment Input(string type, string name, string value, bool isTicked, int? most = null) => builder =>
    {
        if (!HasForm)
        {
            return;
        }

        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "type", type);
        builder.AddAttribute(2, "name", name);
        builder.AddAttribute(3, "value", value);
        builder.AddAttribute(4, "checked", isTicked);
        builder.AddAttribute(5, "min", most is null ? null : "0");
        builder.AddAttribute(6, "max", most?.ToString(CultureInfo.InvariantCulture));
        builder.CloseElement();
    };
}
