using Bunit;
using CrossSell.Admin.Features.Conditions;

namespace CrossSell.Tests.Admin.Conditions;

/// <summary>What is typed into a picker is a value when somebody presses Enter, leaves the field, or saves with the cursor still in it.</summary>
public sealed class OptionPickerTests : BunitContext
{
    [Theory]
    [InlineData("saved")]
    [InlineData("left")]
    [InlineData("Enter")]
    public void ValueOfItsOwn_IsPickedOnce(string way)
    {
        var picked = new List<string>();
        var picker = Render<OptionPicker>(parameters => parameters
            .Add(item => item.Id, "brand").Add(item => item.Label, "Brand").Add(item => item.TakesOthers, true)
            .Add(item => item.Find, _ => Task.FromResult<IReadOnlyList<RuleOption>>([])).Add(item => item.OnPicked, picked.Add));
        var input = picker.Find("input");
        input.Input("Alpin ");

        switch (way)
        {
            case "saved":
                input.Change("Alpin ");
                break;
            case "left":
                picker.Find(".option-picker").FocusOut();
                break;
            default:
                input.KeyDown("Enter");
                break;
        }

        picker.Find("input").Change("");
        picker.Find(".option-picker").FocusOut();
        Assert.Equal(["Alpin"], picked);
    }

    [Fact]
    public void ValueThatMustBeOfTheList_IsNotTakenByLeaving()
    {
        var picked = new List<string>();
        var picker = Render<OptionPicker>(parameters => parameters
            .Add(item => item.Id, "type").Add(item => item.Label, "Type").Add(item => item.Options, [new RuleOption("1", "Boots")])
                .Add(item => item.OnPicked, picked.Add));
        picker.Find("input").Input("Boo");
        picker.Find(".option-picker").FocusOut();

        Assert.Empty(picked);
    }
}
