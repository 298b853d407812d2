using Bunit;
using CrossSell.Admin.Features.Canvas;
using CrossSell.Core.Links;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Tests.Admin.Canvas;

public sealed class LinkCanvasTests : LinkCanvasUi
{
    [Fact]
    public void Canvas_Model_NamesEveryProductWithItsLink()
    {
        var canvas = Canvas();

        Assert.Equal("Links of Lumen D7 DSLR body", canvas.Find("[role=application]").GetAttribute("aria-label"));
        Assert.Equal("Lumen D7 DSLR body, 9,90 €, 5 in stock, main product", Node(canvas, Body).GetAttribute("aria-label"));
        Assert.Equal("Kite SDXC 128 GB, 9,90 €, 5 in stock, cross-sell, position 1", Node(canvas, Card).GetAttribute("aria-label"));
        Assert.Equal("Lumen NB-12 battery, out of stock, 9,90 €, accessory, position 2", Node(canvas, Battery).GetAttribute("aria-label"));
        Assert.Equal("Lumen D9 DSLR body, 9,90 €, 5 in stock, up-sell", Node(canvas, Dearer).GetAttribute("aria-label"));
        Assert.Equal("Lumen 50 mm f/1.8, 9,90 €, 5 in stock, candidate, 213 baskets", Node(canvas, Lens).GetAttribute("aria-label"));
        Assert.All(canvas.FindAll("[data-node]"), node => Assert.Equal("button", node.GetAttribute("role")));
    }

    [Fact]
    public void Canvas_Model_NamesEveryLinkWithBothEnds()
    {
        var canvas = Canvas();

        Assert.Equal("1 cross-sell from Lumen D7 DSLR body to Kite SDXC 128 GB", Line(canvas, 100).GetAttribute("aria-label"));
        Assert.Equal(
            "2 accessory, and fits in reverse, from Lumen D7 DSLR body to Lumen NB-12 battery", Line(canvas, 200).GetAttribute("aria-label"));
        Assert.Equal(["1"], Line(canvas, 100).QuerySelectorAll("text").Select(text => text.TextContent));
        Assert.Equal(["2 accessory"], Line(canvas, 200).QuerySelectorAll("text").Select(text => text.TextContent));
        Assert.Equal(5, canvas.FindAll("path.head").Count);
    }

    [Fact]
    public void Canvas_LinkTypes_EachHaveTheirLook()
    {
        var canvas = Canvas();

        Assert.Equal(("indigo", "solid"), LookOf(canvas, 100));
        Assert.Equal(("teal", "solid"), LookOf(canvas, 200));
        Assert.Equal(("rose", "dotted"), LookOf(canvas, 300));
        Assert.Equal(
            new LinkLook("violet", LinkLine.Dashed), LinkLook.Of(new LinkType { Code = "own", Name = "Own", Color = "violet", Line = LinkLine.Dashed }));
    }

    [Fact]
    public void Tab_AnyTime_ReachesExactlyOneProduct()
    {
        var canvas = Canvas();
        Assert.Equal(Body, Tabbable(canvas));

        Press(canvas, "ArrowRight");

        Assert.Equal(Battery, Tabbable(canvas));
    }

    [Fact]
    public void Arrows_WalkTheColumns()
    {
        var canvas = Canvas();

        Press(canvas, "ArrowRight", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowLeft", "Home");

        Assert.Equal(Body, Tabbable(canvas));
        Assert.Equal(
            [Battery, Card, Battery, Lens, Body, Dearer, Body],
            JSInterop.Invocations["focusNode"].Select(call => (int)call.Arguments[1]!));
    }

    [Fact]
    public void L_ThenArrowAndEnter_DrawsALink()
    {
        var canvas = Canvas();

        Press(canvas, "l", "ArrowRight", "ArrowUp", "Enter");

        Assert.Equal(["draw 1 10"], Heard);
        Assert.Null(canvas.Find(".canvas").GetAttribute("data-linking-from"));
    }

    [Fact]
    public void L_ThenTypedName_PicksThatProduct()
    {
        var canvas = Canvas();

        Press(canvas, "l", "n", "b", "-", "Enter");

        Assert.Equal(["draw 1 20"], Heard);
    }

    [Fact]
    public void L_ThenLettersThatMatchNothing_SaysSo()
    {
        var canvas = Canvas();

        Press(canvas, "l", "x", "y");

        Assert.Contains("No product here matches xy", Spoken(canvas), StringComparison.Ordinal);
    }

    [Fact]
    public void L_ThenEscape_DrawsNothing()
    {
        var canvas = Canvas();

        Press(canvas, "l", "ArrowRight", "Escape", "Enter");

        Assert.Equal(["edge 200"], Heard);
    }

    [Fact]
    public void L_ThenEnterOnTheSameProduct_AsksForAnother()
    {
        var canvas = Canvas();

        Press(canvas, "l", "Enter");

        Assert.Empty(Heard);
        Assert.Equal("A product cannot link to itself. Select another one.", Spoken(canvas));
    }

    [Fact]
    public void Linking_IsSaidAndShown()
    {
        var canvas = Canvas();

        Press(canvas, "ArrowRight", "ArrowUp", "l");

        Assert.StartsWith("Linking from Kite SDXC 128 GB as cross-sell.", Spoken(canvas), StringComparison.Ordinal);
        Assert.Contains("Linking from Kite SDXC 128 GB", canvas.Find(".hint").TextContent, StringComparison.Ordinal);
        Assert.Equal("10", canvas.Find(".canvas").GetAttribute("data-linking-from"));
    }

    [Fact]
    public void PortThenProduct_Clicked_DrawsALink()
    {
        var canvas = Canvas();

        Node(canvas, Card).QuerySelector(".port")!.Click();
        Node(canvas, Battery).Click();

        Assert.Equal(["draw 10 20"], Heard);
    }

    [Fact]
    public void LinkMode_TwoProductsClicked_DrawsALink()
    {
        var canvas = Canvas();

        canvas.Find("button.link-mode").Click();
        Node(canvas, Body).Click();
        Node(canvas, Lens).Click();

        Assert.Equal(["draw 1 40"], Heard);
        Assert.Equal("false", canvas.Find("button.link-mode").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void LinkMode_BackgroundClicked_IsOver()
    {
        var canvas = Canvas();

        canvas.Find("button.link-mode").Click();
        canvas.Find(".surface").Click();
        Node(canvas, Body).Click();

        Assert.Equal(["node 1"], Heard);
    }

    [Fact]
    public async Task Drop_OfTheScript_DrawsALink()
    {
        var canvas = Canvas();

        await canvas.InvokeAsync(() => canvas.Instance.DropAsync(Body, Lens, 10, 20, false));

        Assert.Equal(["draw 1 40"], Heard);
    }

    [Fact]
    public async Task Drop_WhereNothingMayBeEdited_DrawsNothing()
    {
        var canvas = Canvas(canEdit: false);

        await canvas.InvokeAsync(() => canvas.Instance.DropAsync(Body, Lens, 10, 20, false));
        Press(canvas, "l", "ArrowRight", "Delete");

        Assert.Empty(Heard);
        Assert.Empty(canvas.FindAll(".port"));
        Assert.Empty(canvas.FindAll(".link-mode"));
        Assert.Empty(canvas.FindAll(".accept"));
    }

    [Fact]
    public void Product_ClickedAgain_GoesOnToItsNextLink()
    {
        var model = Model with { Edges = [.. Model.Edges, new CanvasEdge(400, Card, Body, "cross-sell", "cross-sell", 0, true)] };
        var canvas = Canvas(model);

        Node(canvas, Card).Click();
        canvas.Render(parameters => parameters.Add(c => c.Model, model with { SelectedLinkId = 100 }));
        Node(canvas, Card).Click();

        Assert.Equal(["edge 100", "edge 400"], Heard);
    }

    [Fact]
    public void SelectedLink_IsPressedWithItsProduct()
    {
        var canvas = Canvas(Model with { SelectedLinkId = 200 });

        Assert.Equal("true", Line(canvas, 200).GetAttribute("aria-pressed"));
        Assert.Equal("true", Node(canvas, Battery).GetAttribute("aria-pressed"));
        Assert.Equal("false", Node(canvas, Card).GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Line_Clicked_SelectsTheLink()
    {
        var canvas = Canvas();

        Line(canvas, 300).Click();

        Assert.Equal(["edge 300"], Heard);
    }

    [Fact]
    public void Del_SelectedLink_RemovesIt()
    {
        var canvas = Canvas(Model with { SelectedLinkId = 300 });

        Press(canvas, "Delete");

        Assert.Equal(["remove 300"], Heard);
    }

    [Fact]
    public void Del_FocusedProductWithOneLink_RemovesItAndKeepsThePlace()
    {
        var canvas = Canvas();

        Press(canvas, "ArrowRight", "Delete");

        Assert.Equal(["remove 200"], Heard);
        Assert.Equal(Card, Tabbable(canvas));
    }

    [Fact]
    public void Del_NoLinkChosen_AsksForOne()
    {
        var canvas = Canvas();

        Press(canvas, "Delete");

        Assert.Empty(Heard);
        Assert.Equal("Select a link first.", Spoken(canvas));
    }

    [Fact]
    public void Enter_OnACandidate_AcceptsIt()
    {
        var canvas = Canvas();

        Press(canvas, "ArrowRight", "ArrowDown", "Enter", " ");

        Assert.Equal(["accept 40", "node 40"], Heard);
    }

    [Fact]
    public void Accept_OfACandidateClicked_AcceptsIt()
    {
        var canvas = Canvas();

        Node(canvas, Lens).QuerySelector(".accept")!.Click();

        Assert.Equal(["accept 40"], Heard);
    }

    [Fact]
    public void AltArrows_MoveTheSelectedLinkWithinItsList()
    {
        var canvas = Canvas(Model with { SelectedLinkId = 200 });

        Press(canvas, new KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        Press(canvas, new KeyboardEventArgs { Key = "ArrowDown", AltKey = true });

        Assert.Equal(["move 200 before 100"], Heard);
        Assert.Equal("It is already last.", Spoken(canvas));

        canvas.Render(parameters => parameters.Add(c => c.Model, Model with { SelectedLinkId = 100 }));
        Press(canvas, new KeyboardEventArgs { Key = "ArrowDown", AltKey = true });

        Assert.Equal(["move 200 before 100", "move 100 before "], Heard);
    }

    [Fact]
    public void CtrlZ_Slash_O_AreForwarded()
    {
        var canvas = Canvas();

        Press(canvas, new KeyboardEventArgs { Key = "z", CtrlKey = true });
        Press(canvas, "/", "ArrowRight", "ArrowUp", "o");

        Assert.Equal(["undo", "search", "open 10"], Heard);
    }

    [Fact]
    public void Announcement_New_ReplacesWhatTheCanvasSaid()
    {
        var canvas = Canvas();
        Press(canvas, "Delete");

        canvas.Render(parameters => parameters.Add(c => c.Announcement, "Linked Lumen D7 with Kite SDXC."));

        Assert.Equal("Linked Lumen D7 with Kite SDXC.", Spoken(canvas));
    }

    [Fact]
    public void FocusedProduct_GoneFromTheModel_GivesItsPlaceToTheAnchor()
    {
        var canvas = Canvas();
        Press(canvas, "ArrowRight");

        canvas.Render(parameters => parameters.Add(c => c.Model, Model with { Products = [], Edges = [] }));

        Assert.Equal(Body, Tabbable(canvas));
        Assert.Equal([Body, Lens], canvas.FindAll("[data-node]").Select(IdOf));
    }

    [Fact]
    public void LinkAndProduct_WithTheSameId_AreKeptApart()
    {
        var model = Model with
        {
            Edges = [
            new CanvasEdge(Card, Body, Card, "cross-sell", "cross-sell", 0, true), new CanvasEdge(Lens, Body, Battery, "cross-sell", "cross-sell", 1, true)]
        };
        var canvas = Canvas(model);

        canvas.Render(parameters => parameters.Add(c => c.Model, model with { SelectedLinkId = Card }));

        Assert.Equal("true", Line(canvas, Card).GetAttribute("aria-pressed"));
    }
}
