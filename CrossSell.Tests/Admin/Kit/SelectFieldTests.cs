using Bunit;
using CrossSell.Admin.Shared.Kit;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace CrossSell.Tests.Admin.Kit;

public sealed class SelectFieldTests : IAsyncDisposable
{
    private static readonly Choice<string>[] Colours =
        [new(null, "No colour"), new("b", "Black"), new("bl", "Blue"), new("g", "Grey", IsDisabled: true), new("w", "White")];

    private readonly BunitContext context = new();
    private readonly List<string?> told = [];

    public SelectFieldTests() => context.UseKit();

    public ValueTask DisposeAsync() => context.DisposeAsync();

    [Fact]
    public async Task Choice_IsOneEvent_AndTheFieldIsNamedByItsLabel()
    {
        var field = Field("b", "Colour");
        Assert.Equal("Black", field.ChosenIn("Colour"));
        Assert.Equal("colour", field.Find("label").GetAttribute("for"));
        Assert.Equal("combobox", field.Find("#colour").GetAttribute("role"));
        Assert.Equal("Black", field.Find("#colour").GetAttribute("value"));

        await field.ChooseAsync("Colour", "White");
        field.Render(parameters => parameters.Add(item => item.Value, told[0]));
        await field.ChooseAsync("Colour", "White");

        Assert.Equal("w", Assert.Single(told));
    }

    [Fact]
    public async Task Nothing_IsAValueLikeAnyOther()
    {
        var field = Field("b");

        await field.ChooseAsync("colour", "No colour");

        Assert.Null(Assert.Single(told));
        field.Render(parameters => parameters.Add(item => item.Value, null));
        Assert.Equal("No colour", field.Find("#colour").GetAttribute("value"));
    }

    [Fact]
    public async Task Refused_TheFieldShowsWhatStands()
    {
        var field = Field("b");

        await field.ChooseAsync("colour", "White");

        Assert.Equal("Black", field.Find("#colour").GetAttribute("value"));
    }

    [Fact]
    public void Options_ThatReadDifferently_AreShownSo_AndAnUnknownValueShowsNothing()
    {
        var field = Field("b");
        field.Render(parameters => parameters.Add(item => item.Options, [new("b", "Schwarz")]));
        Assert.Equal("Schwarz", field.Find("#colour").GetAttribute("value"));

        field.Render(parameters => parameters.Add(item => item.Value, "gone"));
        Assert.Equal("", field.Find("#colour").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Letters_OfAClosedField_GoToTheNextLineThatBeginsSo_ButNotToADisabledOne()
    {
        var field = Field("b");
        var keys = field.FindComponent<MudSelect<ShownChoice>>().Instance.OnKeyDown;

        await field.InvokeAsync(() => keys.InvokeAsync(new KeyboardEventArgs { Key = "b" }));
        await field.InvokeAsync(() => keys.InvokeAsync(new KeyboardEventArgs { Key = "g" }));
        await field.InvokeAsync(() => keys.InvokeAsync(new KeyboardEventArgs { Key = "w", CtrlKey = true }));

        Assert.Equal(["bl"], told);
    }

    [Fact]
    public async Task OpenList_IsDrawnOnlyThen_AndEscapeTakesNothing()
    {
        var field = Field("b");
        var select = field.FindComponent<MudSelect<ShownChoice>>();
        Assert.Empty(field.FindComponents<MudSelectItem<ShownChoice>>());

        await field.InvokeAsync(() => select.Instance.OpenMenu());
        Assert.NotEmpty(field.FindComponents<MudSelectItem<ShownChoice>>());
        await field.InvokeAsync(() => select.Instance.ValueChanged.InvokeAsync(new(4, "White")));
        Assert.Empty(told);
        await field.InvokeAsync(() => select.Instance.OnKeyDown.InvokeAsync(new KeyboardEventArgs { Key = "Escape" }));
        await field.InvokeAsync(() => select.Instance.CloseMenu());

        Assert.Empty(told);
        Assert.Equal("Black", field.Find("#colour").GetAttribute("value"));
        Assert.Empty(field.FindComponents<MudSelectItem<ShownChoice>>());
    }

    [Fact]
    public void Disabled_AndWhatThePageSaysOfIt_StandOnTheFieldItself()
    {
        var field = context.Render<SelectField<string>>(parameters => parameters.Add(item => item.Id, "colour").Add(item => item.Value, "b")
            .Add(item => item.Options, Colours).Add(item => item.Disabled, true).AddUnmatched("aria-invalid", "true").AddUnmatched("data-testid", "it"));

        var input = field.Find("[data-testid=it]");
        Assert.Equal("colour", input.Id);
        Assert.True(input.HasAttribute("disabled"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
    }

    private IRenderedComponent<SelectField<string>> Field(string? value, string? label = null) => context.Render<SelectField<string>>(parameters =>
        parameters.Add(item => item.Id, "colour").Add(item => item.Label, label).Add(item => item.Value, value).Add(item => item.Options, Colours)
            .Add(item => item.ValueChanged, told.Add));
}
