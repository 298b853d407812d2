using CrossSell.Admin.Features.Canvas;

namespace CrossSell.Tests.Admin.Canvas;

/// <summary>What clicks and keys become, without a component; that the component passes them on is <see cref="LinkCanvasTests"/>.</summary>
public sealed class LinkCanvasStateTests
{
    private const int Body = 1;
    private const int Card = 10;
    private const int Battery = 20;
    private const int Lens = 40;

    private static readonly CanvasModel Model = new(
        Product(Body, "Lumen D7 DSLR body"),
        [Product(Card, "Kite SDXC 128 GB"), Product(Battery, "Lumen NB-12 battery")],
        [
            new CanvasEdge(100, Body, Card, "cross-sell", "cross-sell", 0, true),
            new CanvasEdge(200, Body, Battery, "accessory", "accessory", 1, true, "fits"),
        ],
        [new CanvasGhost(Product(Lens, "Lumen 50 mm f/1.8"), "213 baskets")],
        new CanvasLinkType("cross-sell", "cross-sell"));

    private readonly LinkCanvasState canvas = new();

    public LinkCanvasStateTests() => canvas.Show(Model, canEdit: true);

    [Fact]
    public async Task Letters_ThatNoCardHas_AskTheShop_AndEnterWaitsForTheAnswer()
    {
        var answer = new TaskCompletionSource<FoundProduct?>();
        canvas.Linking.FindInShop = (typed, from) => (typed, from) == ("q", Body) ? answer.Task : Task.FromResult<FoundProduct?>(null);
        var keys = new LinkCanvasKeys(canvas);
        await keys.PressAsync(new CanvasKey("l"));
        var typing = keys.PressAsync(new CanvasKey("q"));
        var entering = keys.PressAsync(new CanvasKey("Enter"));
        Assert.Equal("No product here matches q. Searching the whole shop.", canvas.Status);
        Assert.False(entering.IsCompleted);

        answer.SetResult(new FoundProduct(77, "Quartz flash"));

        Assert.Null(await typing);
        Assert.Equal(new DrawLink(Body, 77), await entering);
        Assert.False(canvas.Linking.IsOn);
    }

    [Fact]
    public async Task Letters_TypedOnWhileTheShopAnswers_AreNotLinkedAsTheEarlierOnes()
    {
        var first = new TaskCompletionSource<FoundProduct?>();
        canvas.Linking.FindInShop = (typed, _) => typed == "q" ? first.Task : Task.FromResult<FoundProduct?>(null);
        var keys = new LinkCanvasKeys(canvas);
        await keys.PressAsync(new CanvasKey("l"));
        var typing = keys.PressAsync(new CanvasKey("q"));
        var entering = keys.PressAsync(new CanvasKey("Enter"));
        await keys.PressAsync(new CanvasKey("y"));

        first.SetResult(new FoundProduct(77, "Quartz flash"));
        await typing;

        Assert.Null(await entering);
        Assert.Null(canvas.Linking.Found);
        Assert.Equal(Body, canvas.Linking.From);
    }

    [Fact]
    public async Task ShiftArrow_MovesWhatIsSelectedTogether_ButNeverTheAnchor()
    {
        var keys = new LinkCanvasKeys(canvas);
        Assert.Null(await keys.PressAsync(new CanvasKey("ArrowDown", Shift: true)));
        Assert.Equal("The main product cannot be moved.", canvas.Status);

        canvas.Show(Model with { SelectedIds = new HashSet<int> { Card, Battery } }, canEdit: true);
        canvas.Focus(Card);
        var moved = Assert.IsType<PlaceCards>(await keys.PressAsync(new CanvasKey("ArrowDown", Shift: true)));

        Assert.Equal([Card, Battery], moved.Cards.Select(card => card.Id).Order());
        var boxes = canvas.Scene.Picture.Boxes;
        Assert.All(moved.Cards, card => Assert.Equal(boxes[card.Id].CenterY - boxes[Body].CenterY + 24, card.Y));
    }

    [Fact]
    public async Task KeysOfASelection_ActOnAllOfIt()
    {
        canvas.Show(Model with { SelectedIds = new HashSet<int> { Card, Lens } }, canEdit: true);
        var keys = new LinkCanvasKeys(canvas);

        Assert.IsType<LinkSelected>(await keys.PressAsync(new CanvasKey("l")));
        Assert.IsType<RemoveSelected>(await keys.PressAsync(new CanvasKey("Delete")));
        Assert.IsType<ClearSelection>(await keys.PressAsync(new CanvasKey("Escape")));
        canvas.Focus(Battery);
        var joined = Assert.IsType<SelectTogether>(await keys.PressAsync(new CanvasKey("Enter", Shift: true)));
        Assert.Equal([Card, Battery, Lens], joined.ProductIds.Order());
        var all = Assert.IsType<SelectTogether>(await keys.PressAsync(new CanvasKey("a", Command: true)));
        Assert.Equal([Card, Battery, Lens], all.ProductIds.Order());
    }

    [Fact]
    public void CardsDragged_ThatAreGone_AreLeftOut()
    {
        var placed = Assert.IsType<PlaceCards>(canvas.Place([new MovedCard(Card, 1, 2), new MovedCard(Body, 3, 4), new MovedCard(4711, 5, 6)]));

        Assert.Equal([new MovedCard(Card, 1, 2)], placed.Cards);
    }

    [Fact]
    public void Anchor_Another_IsElsewhere_AndEndsALinkThatBeganOnAGoneCard()
    {
        canvas.StartLinking(Card);

        Assert.True(canvas.Show(Model with { Anchor = Product(2, "Lumen D9"), Products = [], Edges = [], Ghosts = [] }, canEdit: true));

        Assert.False(canvas.Linking.IsOn);
        Assert.Equal(2, canvas.FocusedId);
    }

    [Fact]
    public void Focus_AfterARender_IsTakenFromNobody_UnlessAGestureMovedIt()
    {
        Assert.Null(canvas.TakeFocus());

        canvas.Show(Model, canEdit: true);
        Assert.False(canvas.TakeFocus());

        canvas.Focus(Card);
        canvas.Show(Model, canEdit: true);
        Assert.True(canvas.TakeFocus());
        Assert.Null(canvas.TakeFocus());
    }

    [Fact]
    public async Task Reader_WhoMayOnlyLook_WritesNothingByAnyKey()
    {
        canvas.Show(Model with { SelectedLinkId = 100 }, canEdit: false);
        var keys = new LinkCanvasKeys(canvas);

        foreach (var key in new CanvasKey[]
        {
            new("l"), new("Delete"), new("z", Command: true), new("y", Command: true), new("ArrowUp", Alt: true), new("ArrowDown", Shift: true),
        })
        {
            Assert.Null(await keys.PressAsync(key));
        }

        Assert.Null(canvas.Draw(new DrawLink(Body, Lens)));
        Assert.Null(canvas.Place([new MovedCard(Card, 1, 2)]));
        Assert.Null(canvas.Order(100, 200));
    }

    [Fact]
    public void Cards_StayWhileLinksAreAdded_AndAreLaidOutInOrder_OnceTheirOrderChanges_OrSomebodyTidies()
    {
        var stood = canvas.Scene.Picture.Boxes;
        var first = new CanvasEdge(300, Body, Lens, "cross-sell", "cross-sell", 0, true);
        // Linked before the others: in a picture of its own it would be the first.
        var linked = Model with
        {
            Edges = [first, .. Model.Edges.Select(edge => edge with { Position = edge.Position + 1 })],
            Products = [.. Model.Products, Model.Ghosts[0].Product],
            Ghosts = [],
        };

        canvas.Show(linked, canEdit: true);
        Assert.Equal(stood[Lens], canvas.Scene.Picture.Boxes[Lens]);
        Assert.Equal(stood[Card], canvas.Scene.Picture.Boxes[Card]);
        Assert.True(canvas.Scene.CanTidy);

        Assert.IsType<TidyCards>(canvas.Tidy());
        canvas.Show(linked, canEdit: true);
        Assert.Equal([Lens, Card, Battery], FromTheTop());
        Assert.False(canvas.Scene.CanTidy);

        canvas.Show(linked with { Edges = [first, Model.Edges[0] with { Position = 2 }, Model.Edges[1] with { Position = 1 }] }, canEdit: true);
        Assert.Equal([Lens, Battery, Card], FromTheTop());

        IEnumerable<int> FromTheTop() => canvas.Scene.Picture.Boxes.Where(box => box.Key != Body).OrderBy(box => box.Value.Y).Select(box => box.Key);
    }

    [Fact]
    public void Room_IsLaidOutFor_WhenItIsKnown_AndWhenItIsMuchWider()
    {
        Assert.True(canvas.SetRoom(365));
        Assert.True(canvas.Scene.Picture.Shape.IsList);
        Assert.False(canvas.SetRoom(372));
        Assert.False(canvas.SetRoom(0));

        Assert.True(canvas.SetRoom(1200));
        Assert.False(canvas.Scene.Picture.Shape.IsList);
    }

    private static CanvasProduct Product(int id, string name) => new(id, $"SKU-{id}", name, null, "9,90 €", "5");
}
