using AngleSharp.Dom;
using Bunit;
using CrossSell.Admin.Features.Conditions;
using CrossSell.Admin.Features.Rules;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Conditions;

/// <summary>The condition editor as it is worked with: by fields, by keys and by buttons.</summary>
public sealed class ConditionGroupTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private RuleLexicon lexicon = null!;
    private RuleShops shops = null!;
    private RulePageState state = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await studio.CategoryAsync("boots");
        await studio.CategoryAsync("socks");
        await studio.ProductAsync("B-1", channel, brand: "Norrland");
        await studio.ProductAsync("B-2", channel, brand: "Alpin");
        await studio.AddAsync(new AttributeDefinition { Code = "waterproof", Name = "Waterproof", Kind = AttributeKind.YesNo });
        context.UseKit();
        var choices = new RuleChoices(studio.Store, studio.Time);
        context.Services.AddSingleton(choices);
        lexicon = new RuleLexicon(await choices.LoadAsync(ReadScope.Everything));
        shops = new RuleShops([channel], channel);
        state = RulePageState.New(null, lexicon, shops, TestStudio.Merchandiser);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Condition_TypedAndPicked_StandsInTheTree()
    {
        var editor = Editor();

        await AddAsync(editor, "categ");
        var line = Assert.IsType<TreeRow>(Assert.Single(Root.Parts));
        Assert.Equal(RowKind.Category, line.Kind);
        Assert.Equal($"value-{line.Id}", state.Focus);
        Assert.Contains("Not included yet", editor.Markup, StringComparison.Ordinal);

        await PickAsync(editor, $"#value-{line.Id}", "sock");

        var category = Assert.IsType<InCategory>(Assert.Single(((AllOf)Read()).Parts));
        Assert.Equal("socks", lexicon.Category(Assert.Single(category.CategoryIds)));
        Assert.DoesNotContain("Not included yet", editor.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brand_IsLookedForInTheCatalogue_AndBackspaceTakesItOut()
    {
        var editor = Editor();
        await AddAsync(editor, "brand");
        var id = Root.Parts[0].Id;

        await PickAsync(editor, $"#value-{id}", "nor");
        Assert.Equal(new AllOf([new OfBrand(["Norrland"])]), Read());

        await editor.Find($"#value-{id}").KeyDownAsync(new KeyboardEventArgs { Key = "Backspace" });
        Assert.Equal(new AllOf([]), Read());
    }

    [Fact]
    public async Task Attribute_OfYesAndNo_IsAnsweredByAButton()
    {
        var editor = Editor();
        await AddAsync(editor, "water");

        await editor.FindAll("button").Single(button => button.TextContent == "yes").ClickAsync(new MouseEventArgs());

        Assert.Equal("every product with Waterproof", RuleWords.Of(Read(), lexicon));
    }

    [Fact]
    public async Task Skus_Pasted_BecomeOneListWithoutRepetition()
    {
        var editor = Editor();
        await AddAsync(editor, "SKU");

        await editor.Find("textarea").ChangeAsync(new ChangeEventArgs { Value = "B-1\nB-2, b-1;\tC 3" });

        Assert.Equal(new AllOf([new HasSku(["B-1", "B-2", "C 3"])]), Read());
    }

    [Fact]
    public async Task Handle_WithArrows_MovesALineIntoAGroupAndOut()
    {
        var editor = Editor();
        await AddAsync(editor, "price");
        await AddAsync(editor, "group");
        var (line, group) = (Root.Parts[0].Id, Root.Parts[1].Id);

        await KeyAsync(editor, line, "ArrowDown");
        Assert.Equal(group, RuleTree.ParentOf(Root, line)!.Id);
        Assert.Equal($"grip-{line}", state.Focus);
        await KeyAsync(editor, line, "ArrowLeft");
        Assert.Equal([group, line], Root.Parts.Select(part => part.Id));
        await KeyAsync(editor, group, "Delete");

        Assert.Equal([line], Root.Parts.Select(part => part.Id));
        Assert.Equal($"grip-{line}", state.Focus);
    }

    [Fact]
    public async Task GroupWord_Pressed_ChangesHowItsLinesHold()
    {
        var editor = Editor();
        await AddAsync(editor, "brand");
        await PickAsync(editor, $"#value-{Root.Parts[0].Id}", "alp");

        await editor.FindAll(".group-kinds button").Single(button => button.TextContent == "None").ClickAsync(new MouseEventArgs());

        Assert.Equal(new NoneOf([new OfBrand(["Alpin"])]), Read());
    }

    [Fact]
    public async Task Range_WithSomethingElseThanANumber_SaysSoBesideIt()
    {
        var editor = Editor();
        await AddAsync(editor, "price");

        await editor.Find($"#value-{Root.Parts[0].Id}").InputAsync(new ChangeEventArgs { Value = "cheap" });

        Assert.Equal("An amount in EUR, such as 12.50.", editor.Find("[role=alert]").TextContent);
        Assert.Equal("true", editor.Find($"#value-{Root.Parts[0].Id}").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Viewer_FindsNothingToChange()
    {
        var rule = new RuleContent { Name = "", Anchors = new AllOf([new OfBrand(["Alpin"]), new PriceBetween(1, 2)]), Companions = new AllOf([]) };
        state = RulePageState.Of(1, rule, lexicon, shops, TestStudio.Viewer);
        var editor = Editor();

        Assert.All(editor.FindAll("input, select, button"), element => Assert.True(element.HasAttribute("disabled"), element.OuterHtml));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task EveryControl_HasAName()
    {
        var editor = Editor();
        foreach (var kind in new[] { "categ", "brand", "sku", "price", "water", "group" })
        {
            await AddAsync(editor, kind);
        }

        Assert.All(editor.FindAll("input, select, textarea, button"), element => Assert.True(
            element.HasAttribute("aria-label") || element.TextContent.Trim().Length > 0, element.OuterHtml));
    }

    private TreeGroup Root => state.Draft.Anchors;

    private Condition Read() => new ConditionReading(lexicon.Attributes, Currency.Of("EUR")).Read(Root);

    private IRenderedComponent<ConditionGroup> Editor()
    {
        IRenderedComponent<ConditionGroup> editor = null!;
        void Parameters(ComponentParameterCollectionBuilder<ConditionGroup> parameters) => parameters
            .Add(item => item.State, state.For(RuleSide.Anchors)).Add(item => item.Title, "For these products")
            .Add(item => item.Group, Root).Add(item => item.OnEdited, Edited);

        void Edited()
        {
            state.Edited();
            editor.Render(Parameters);
        }

        editor = context.Render<ConditionGroup>(Parameters);
        return editor;
    }

    private Task AddAsync(IRenderedComponent<ConditionGroup> editor, string text) => PickAsync(editor, $"#add-{Root.Id}", text);

    private static async Task PickAsync(IRenderedComponent<ConditionGroup> editor, string field, string text)
    {
        await editor.Find(field).InputAsync(new ChangeEventArgs { Value = text });
        await editor.WaitForElementAsync("[role=option]");
        await editor.Find(field).KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
    }

    private static Task KeyAsync(IRenderedComponent<ConditionGroup> editor, int id, string key) =>
        editor.Find($"#grip-{id}").KeyDownAsync(new KeyboardEventArgs { Key = key });
}
