using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>How the canvas looks on a screen of any width, and that it stays so.</summary>
public sealed class CanvasViewJourney(BrowserFixture browser) : Journey(browser)
{
    /// <summary>Cut by the script, for a clip on each card would cost every frame of a drag; so nothing but the script keeps them inside.</summary>
    [Fact]
    public async Task Names_StandWholeOnTwoLines_AndAreCutOnlyWhereTheyNeedMore()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        await hand.OpenAsync("CAM-D7-BODY");
        const string Read = """
            () => new Promise((answer) => requestAnimationFrame(() => requestAnimationFrame(answer))).then(() => [...document.querySelectorAll('.deck .text')].map((text) => {
              const [name, detail] = [text.querySelector('.name'), text.querySelector('.detail')];
              const card = text.closest('.card').getBoundingClientRect();
              const scale = card.width / parseFloat(text.closest('.card').style.width);
              const end = Math.max(...[name, detail].flatMap((line) => [...line.querySelector('.whole').getClientRects()]).map((part) => part.right));
              return {
                over: Math.max(end - text.getBoundingClientRect().right, text.getBoundingClientRect().height - card.height), clip: getComputedStyle(text).overflow,
                whole: name.textContent, cut: name.dataset.cut ?? null, size: parseFloat(getComputedStyle(name).fontSize) * scale,
              };
            }))
            """; // A window of another size is known to scripts with the next frame.

        foreach (var (width, least) in new[] { (1280, 11.5), (1920, 13), (390, 16) })
        {
            await hand.Page.SetViewportSizeAsync(width, 860);
            await Assertions.Expect(hand.Page.Locator(width < 500 ? ".canvas[data-list]" : ".canvas:not([data-list])")).ToHaveCountAsync(1);
            var words = await hand.Page.EvaluateAsync<CardWords[]>(Read);
            Assert.All(words, card => Assert.True(card.Over <= 1, $"{card.Whole} goes {card.Over} beyond its card at {width}."));
            Assert.All(words, card => Assert.Equal(("visible", null), (card.Clip, card.Cut)));
            Assert.All(words, card => Assert.InRange(card.Size, least, 16.5));
            Assert.Contains(words, card => card.Whole == "Lumen D7 DSLR body");
        }

        const string Long = "Orbis telephoto zoom 70-200 mm f/2.8 with image stabiliser, lens hood and tripod collar";
        await hand.Anchor.Locator(".whole").First.EvaluateAsync($"name => name.firstChild.data = '{Long}'");
        await Assertions.Expect(hand.Anchor.Locator(".name[data-cut]")).ToHaveCountAsync(1);
        var long1 = (await hand.Page.EvaluateAsync<CardWords[]>(Read)).Single(card => card.Whole == Long);
        Assert.EndsWith("…", long1.Cut, StringComparison.Ordinal);
        Assert.StartsWith(long1.Cut![..^1], Long, StringComparison.Ordinal);
        Assert.InRange(long1.Cut!.Length, 20, 60);
    }

    [Fact]
    public async Task Phone_IsAListUnderTheAnchor_LargeEnoughToReadAndToTouch()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        await hand.Page.SetViewportSizeAsync(390, 844);
        await hand.OpenAsync("CAM-D7-BODY");

        var anchor = (await hand.Anchor.BoundingBoxAsync())!;
        foreach (var card in await hand.Page.Locator("[data-node]").AllAsync())
        {
            var box = (await card.BoundingBoxAsync())!;
            Assert.InRange(box.Width, 260, 320);
            Assert.InRange(box.X, 0, 390 - box.Width);
            Assert.True(box.Y >= anchor.Y);
        }

        var label = (await hand.Page.Locator(".label[data-link]").First.BoundingBoxAsync())!;
        Assert.True(label.Width >= 24 && label.Height >= 24);
        await session.AssertAccessibleAsync();
    }

    /// <summary>The first view fits; from then on it stays, and so does every card.</summary>
    [Fact]
    public async Task View_StaysWhileLinksAreAdded_AndCardsStandInOrderWhenSomebodyTidiesUp()
    {
        await using var session = await SignInAsync("eva");
        var hand = new CanvasHand(Studio, session);
        var anchor = await hand.AnchorAsync(candidates: 5);
        await hand.OpenAsync(anchor);
        var names = (await hand.CandidatesAsync()).Take(5).Select(candidate => candidate.Name).ToList();
        var (third, fourth) = ((await hand.Card(names[2]).BoundingBoxAsync())!, (await hand.Card(names[3]).BoundingBoxAsync())!);

        await hand.Card(names[2]).HoverAsync();
        await hand.Card(names[2]).Locator(".accept").ClickAsync();
        await hand.ExpectSaidAsync($"to {names[2]}");
        await Assertions.Expect(hand.Card(names[2])).ToHaveAttributeAsync("data-kind", "companion");

        Assert.Equal((third.X, third.Y), await PlaceAsync(names[2]));
        Assert.Equal((fourth.X, fourth.Y), await PlaceAsync(names[3]));
        await Assertions.Expect(hand.Page.Locator(".inspector")).ToBeVisibleAsync();
        await session.AssertAccessibleAsync();

        await hand.Page.GetByRole(AriaRole.Button, new() { Name = "Tidy up" }).ClickAsync();
        await hand.ExpectSaidAsync("All cards are back");
        Assert.True((await PlaceAsync(names[2])).Y < (await PlaceAsync(names[0])).Y);
        await hand.UndoAllAsync(anchor);

        async Task<(float X, float Y)> PlaceAsync(string name) => (await hand.Card(name).BoundingBoxAsync())! is var box ? (box.X, box.Y) : default;
    }

    private sealed record CardWords
    {
        public double Over { get; init; }

        public string Clip { get; init; } = "";

        public string Whole { get; init; } = "";

        public string? Cut { get; init; }

        public double Size { get; init; }
    }
}
