using System.Text.Json;
using CrossSell.Admin.Api;
using CrossSell.Admin.Features.Embed;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Panels;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>The element when it is drawn again, and beside the same panel without a script.</summary>
public sealed class ElementJourney(BrowserFixture browser) : Journey(browser)
{
    // What a shopper is told, row by row, without blanks. How many are chosen and what they cost together the element alone says: it changes with each tick.
    private const string Read = """
        (root) => {
          const text = (of) => {
            const copy = of?.cloneNode(true);
            copy?.querySelectorAll('legend [aria-live]').forEach((live) => live.remove());
            return (copy?.textContent ?? '').replace(/\s+/g, '');
          };
          return [...root.querySelectorAll('.block')].map((block) => ({
            name: block.getAttribute('aria-label'), title: text(block.querySelector('h2')), text: text(block.querySelector('p')),
            pictures: [...block.querySelectorAll('img')].map((image) => image.src),
            legends: [...block.querySelectorAll('legend')].map((legend) => [text(legend), legend.className]),
            rows: [...block.querySelectorAll('.name')].map((name) => {
              const row = name.closest('li') ?? name.closest('label');
              const input = row.querySelector('input');
              return [text(name), name.querySelector('a')?.href ?? '', text(row.querySelector('.price')), input?.type ?? '',
                input?.type === 'number' ? [input.value, input.min].join() : input?.checked ?? ''];
            }),
            offer: block.querySelector('output .saving') ? [text(block.querySelector('.total')), text(block.querySelector('button'))] : [],
          }));
        }
        """;

    private static readonly Currency Eur = Currency.Of("EUR");

    [Fact]
    public async Task Html_SaysWhatTheElementSays_OfTheSameAnswer()
    {
        await using var session = await VisitAsync();
        await OpenAsync(session.Page, "<crosssell-panel></crosssell-panel><div id=html></div>");
        var origin = Studio.Address.GetLeftPart(UriPartial.Authority);
        foreach (var (locale, placement, cart) in new[]
        {
            ("en-GB", PanelPlacement.ProductPage, ""), ("de-DE", PanelPlacement.ProductPage, "cam-d7"), ("nl-NL", PanelPlacement.Cart, "CAM-D7"),
        })
        {
            var answer = Answer(locale);
            var json = JsonSerializer.Serialize(PanelJson.Of(answer, origin, explain: false, forShoppers: true), PanelEndpoints.Json);
            var said = await session.Page.EvaluateAsync<string[]>(
                $$"""
                async ([json, html, placement, cart]) => {
                  await customElements.whenDefined('crosssell-panel');
                  const element = document.querySelector('crosssell-panel');
                  element.setAttribute('placement', placement);
                  element.setAttribute('cart', cart);
                  element.answer = JSON.parse(json);
                  const place = document.getElementById('html');
                  place.innerHTML = html;
                  const read = {{Read}};
                  return [JSON.stringify(read(element.shadowRoot), null, 1), JSON.stringify(read(place), null, 1)];
                }
                """,
                new[] { json, await HtmlAsync(answer, origin, placement, cart), PanelPlacements.CodeOf(placement), cart });

            Assert.Contains("Product2", said[0], StringComparison.Ordinal);
            Assert.Equal(said[0], said[1]);
        }
    }

    [Fact]
    public async Task Element_DrawnAgain_KeepsFocusTicksAndItsMessage_AndAsksOnlyWhenTheQuestionChanges()
    {
        await using var session = await VisitAsync(width: 1000, height: 900);
        var page = session.Page;
        await page.Clock.InstallAsync();
        var asked = new List<string>();
        page.Request += (_, request) => asked.AddRange(request.Url.Contains("/panel?", StringComparison.Ordinal) ? [request.Url] : []);
        var key = (await Studio.Services.GetRequiredService<ApiKeyService>()
            .CreateAsync("Shop", ApiKeyKind.Publishable, await ChannelAsync("camera"), TestStudio.Administrator)).Required.Text;
        await OpenAsync(page, $"<crosssell-panel sku=CAM-D7-BODY api-key={key} locale=en-GB></crosssell-panel>");
        var panel = page.Locator("crosssell-panel");
        var boxes = panel.GetByRole(AriaRole.Checkbox);
        await Assertions.Expect(boxes.Nth(1)).ToBeVisibleAsync();
        var name = await panel.Locator("li .name").Nth(1).InnerTextAsync();
        await boxes.Nth(1).PressAsync("Space");

        // Another look is no other question.
        await page.EvaluateAsync(
            """
            () => {
              const element = document.querySelector('crosssell-panel');
              for (const [name, value] of [['headline', 'Take along'], ['scheme', 'dark'], ['heading-level', '3']]) element.setAttribute(name, value);
            }
            """);
        await Assertions.Expect(panel.GetByRole(AriaRole.Heading, new() { Name = "Take along", Level = 3 })).ToBeVisibleAsync();
        await Assertions.Expect(boxes.Nth(1)).ToBeFocusedAsync();
        await Assertions.Expect(boxes.Nth(1)).ToBeCheckedAsync();
        Assert.Single(asked);

        // The shop puts it into its cart: the panel goes on without it, and says so while it is drawn again.
        await page.EvaluateAsync(
            """
            () => document.addEventListener('crosssell:add', ({ target, detail }) =>
              target.setAttribute('cart', detail.items.map((item) => item.sku).join(' ')))
            """);
        await page.Clock.PauseAtAsync(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var button = panel.GetByRole(AriaRole.Button);
        await button.PressAsync("Enter");

        await Assertions.Expect(panel.GetByText(name, new() { Exact = true })).ToHaveCountAsync(0);
        await Assertions.Expect(button).ToBeFocusedAsync();
        await Assertions.Expect(button).ToHaveTextAsync("Added to cart");
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(panel.Locator("[role=status]")).ToHaveTextAsync("Added to cart");
        Assert.Equal(2, asked.Count);

        await page.Clock.RunForAsync(2000);
        await Assertions.Expect(button).ToHaveTextAsync("Add to cart");
        await Assertions.Expect(button).ToBeFocusedAsync();
    }

    /// <summary>A panel with all that a panel can say: a bundle with choices of every kind, a price that was higher, one that comes later, a link.</summary>
    private static PanelAnswer Answer(string locale)
    {
        var panel = new PanelScene().Product(2, "Product 2").Product(3, "Product 3").Linked(2).Linked(3).Resolve();
        var (first, second) = (panel.Companions[0].Product, panel.Companions[1].Product);
        BundleOfferChoice Choice(PanelProduct product, int quantity = 1) => new(product, null, quantity, null);
        var offer = new BundleOffer(
            1, "kit", 1, "The kit", "What it is.",
            [
                new(panel.Anchor, 1, Of(129900), Of(120000), true),
                new(first, 2, Of(9980), Of(8000), false) { Slot = "card" },
                new(second, 3, Of(14970), Of(12000), false) { Slot = "any" },
                new(first, 1, Of(4990), Of(4000), false) { Slot = "both" },
            ],
            Of(154850), Of(140000), Of(14850), 9.6m, default)
        {
            Slots =
            [
                new("card", "Card", 1, 1, true, [Choice(first, 2), Choice(second)]),
                new("bag", "Bag", 1, 1, false, [Choice(first), Choice(second)]),
                new("any", "Any two or three", 2, 3, true, [Choice(first), Choice(second)]) { MayRepeat = true },
                new("both", "One or both", 1, 2, true, [Choice(first), Choice(second)]),
                new("part-2", first.Name, 2, 2, false, [Choice(first)]) { MayRepeat = true },
            ],
        };
        panel = panel with
        {
            Offer = offer,
            Companions =
            [
                panel.Companions[0] with { Product = first with { CompareAtPrice = Of(5990), InStock = false } },
                panel.Companions[1] with { Preselected = true },
            ],
        };
        var channel = new Channel
        {
            Code = "camera", Name = "Camera store", CurrencyCode = "EUR", Locales = [locale], ProductUrl = "https://shop.example/p/{sku}",
        };
        return new PanelAnswer(panel, channel, TestStudio.Start);
    }

    private static Money Of(long minor) => new(minor, Eur);

    private async Task<int> ChannelAsync(string code)
    {
        await using var db = Studio.Store.Read();
        return (await Channels.FindAsync(db, code)).Required.Id;
    }

    /// <summary>The panel as the server draws it, with a form.</summary>
    private async Task<string> HtmlAsync(PanelAnswer answer, string origin, PanelPlacement placement, string cart)
    {
        await using var scope = Studio.Services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(PanelHtml.Panel)] = answer, [nameof(PanelHtml.Origin)] = origin, [nameof(PanelHtml.Look)] = new PanelHtmlLook("/cart"),
            [nameof(PanelHtml.Placement)] = PanelPlacements.CodeOf(placement), [nameof(PanelHtml.Cart)] = new[] { cart },
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<PanelHtml>(parameters)).ToHtmlString());
    }

    /// <summary>A page of a shop with nothing in it but the script and this.</summary>
    private async Task OpenAsync(IPage page, string markup)
    {
        var address = new Uri(Studio.Address, "/plain.html").ToString();
        await page.RouteAsync(address, route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"""
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>
                <script type="module" src="/embed/panel.js"></script></head><body><main><h1>A product</h1>{markup}</main></body></html>
                """,
        }));
        await page.GotoAsync(address);
    }
}
