using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using CrossSell.Admin.Features.Canvas;
using CrossSell.Core.Links;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Tests.Admin.Canvas;

/// <summary>A small canvas in a component test: what is drawn, how it is touched, and what it asked for in words.</summary>
public abstract class LinkCanvasUi : BunitContext
{
    protected const int Body = 1;
    protected const int Card = 10;
    protected const int Battery = 20;
    protected const int Dearer = 30;
    protected const int Lens = 40;

    protected static readonly CanvasModel Model = new(
        Product(Body, "Lumen D7 DSLR body"),
        [
            Product(Card, "Kite SDXC 128 GB"),
            Product(Battery, "Lumen NB-12 battery") with { Warning = "out of stock" },
            Product(Dearer, "Lumen D9 DSLR body"),
        ],
        [
            new CanvasEdge(100, Body, Card, "cross-sell", "cross-sell", 0, true),
            new CanvasEdge(200, Body, Battery, "accessory", "accessory", 1, true, "fits") { Look = new LinkLook("teal", LinkLine.Solid) },
            new CanvasEdge(300, Body, Dearer, "up-sell", "up-sell", 0, false) { Look = new LinkLook("rose", LinkLine.Dotted) },
        ],
        [new CanvasGhost(Product(Lens, "Lumen 50 mm f/1.8"), "213 baskets")],
        new CanvasLinkType("cross-sell", "cross-sell"));

    protected List<string> Heard { get; } = [];

    protected LinkCanvasUi() => JSInterop.Mode = JSRuntimeMode.Loose;

    protected static CanvasProduct Product(int id, string name) => new(id, $"SKU-{id}", name, null, "9,90 €", "5");

    protected IRenderedComponent<LinkCanvas> Canvas(CanvasModel? model = null, bool canEdit = true) => Render<LinkCanvas>(parameters => parameters
        .Add(c => c.Model, model ?? Model)
        .Add(c => c.CanEdit, canEdit)
        .Add(c => c.OnGesture, gesture => Heard.Add(gesture switch
        {
            DrawLink link => $"draw {link.SourceId} {link.TargetId}",
            SelectLink select => $"edge {select.LinkId}",
            SelectProduct select => $"node {select.ProductId}",
            RemoveLink remove => $"remove {remove.LinkId}",
            AcceptCandidate accept => $"accept {accept.ProductId}",
            MoveLink move => $"move {move.LinkId} before {move.BeforeLinkId}",
            OpenProduct open => $"open {open.ProductId}",
            UndoChange => "undo",
            SearchProducts => "search",
            _ => gesture.ToString(),
        })));

    protected static void Press(IRenderedComponent<LinkCanvas> canvas, params string[] keys)
    {
        foreach (var key in keys)
        {
            Press(canvas, new KeyboardEventArgs { Key = key });
        }
    }

    protected static void Press(IRenderedComponent<LinkCanvas> canvas, KeyboardEventArgs key) => canvas.Find(".surface").KeyDown(key);

    protected static IElement Node(IRenderedComponent<LinkCanvas> canvas, int id) => canvas.Find($"[data-node='{id}']");

    protected static IElement Line(IRenderedComponent<LinkCanvas> canvas, int id) => canvas.Find($"[data-link='{id}']");

    protected static (string?, string?) LookOf(IRenderedComponent<LinkCanvas> canvas, int id) =>
        (Line(canvas, id).GetAttribute("data-look"), Line(canvas, id).GetAttribute("data-stroke"));

    protected static int Tabbable(IRenderedComponent<LinkCanvas> canvas) => IdOf(canvas.FindAll("[data-node][tabindex='0']").Single());

    protected static int IdOf(IElement node) => int.Parse(node.GetAttribute("data-node")!, CultureInfo.InvariantCulture);

    protected static string Spoken(IRenderedComponent<LinkCanvas> canvas) => canvas.Find("[role=status]").TextContent;
}
