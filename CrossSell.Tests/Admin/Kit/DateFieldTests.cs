using Bunit;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;

namespace CrossSell.Tests.Admin.Kit;

public sealed class DateFieldTests : IAsyncDisposable
{
    private static readonly DateOnly Third = new(2026, 12, 3);

    private readonly BunitContext context = new();
    private readonly List<DateOnly?> told = [];

    public DateFieldTests() => context.UseKit();

    public async ValueTask DisposeAsync()
    {
        Formats.Use(PersonalFormat.Default);
        await context.DisposeAsync();
    }

    [Theory]
    [InlineData("en-GB", "en", "3 Dec 2026", "4/12/2026", "4 Dec 2026")]
    [InlineData("en-US", "en", "Dec 3, 2026", "12/4/2026", "Dec 4, 2026")]
    [InlineData("de-DE", "de", "03.12.2026", "4.12.26", "04.12.2026")]
    [InlineData("nl-NL", "nl", "03-12-2026", "4 dec 2026", "04-12-2026")]
    [InlineData("en-ISO", "en", "2026-12-03", "2026-12-04", "2026-12-04")]
    public async Task Day_StandsAndIsReadInThePersonsFormat(string format, string language, string stands, string typed, string then)
    {
        Formats.Use(PersonalFormat.Of(format, language));
        var field = Field(Third);
        Assert.Equal(stands, field.Find("#day").GetAttribute("value"));

        await field.Find("#day").ChangeAsync(typed);

        Assert.Equal(Third.AddDays(1), Assert.Single(told));
        field.Render(parameters => parameters.Add(item => item.Value, told[0]));
        Assert.Equal(then, field.Find("#day").GetAttribute("value"));
    }

    [Fact]
    public async Task Emptied_IsNoDay_AndWhatIsNoDate_Stays_SaidAndNotTold()
    {
        var field = Field(Third);
        await field.Find("#day").ChangeAsync("soon");

        Assert.Empty(told);
        Assert.Equal("soon", field.Find("#day").GetAttribute("value"));
        Assert.Equal("true", field.Find("#day").GetAttribute("aria-invalid"));
        Assert.Equal("Not a date. Write it like 3 Dec 2026.", field.Find($"#{field.Find("#day").GetAttribute("aria-describedby")}").TextContent);

        await field.Find("#day").ChangeAsync("");
        Assert.Null(Assert.Single(told));
        Assert.Empty(field.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Day_ThatMayNotBeChosen_IsSaidToBeSo()
    {
        var field = context.Render<DateField>(parameters => parameters.Add(item => item.Id, "day").Add(item => item.Value, null)
            .Add(item => item.Min, Third).Add(item => item.ValueChanged, told.Add));

        await field.Find("#day").ChangeAsync("2 Dec 2026");

        Assert.Empty(told);
        Assert.Equal("3 Dec 2026 is the first day that can be chosen.", field.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Refused_TheFieldShowsWhatStands()
    {
        var field = Field(Third);

        await field.Find("#day").ChangeAsync("4 Dec 2026");

        Assert.Equal("3 Dec 2026", field.Find("#day").GetAttribute("value"));
    }

    [Fact]
    public async Task Moment_HasItsTime_AndADayAloneIsItsMidnight()
    {
        List<DateTime?> moments = [];
        var field = context.Render<DateTimeField>(parameters => parameters.Add(item => item.Id, "at").Add(item => item.Label, "Starts")
            .Add(item => item.Value, Third.ToDateTime(new(14, 5))).Add(item => item.ValueChanged, moments.Add));
        Assert.Equal("at", field.Find("label").GetAttribute("for"));
        Assert.Equal("3 Dec 2026 14:05", field.Find("#at").GetAttribute("value"));

        await field.Find("#at").ChangeAsync("2026-12-04 9:30");
        await field.Find("#at").ChangeAsync("5 Dec 2026");

        Assert.Equal([new DateTime(2026, 12, 4, 9, 30, 0), new DateTime(2026, 12, 5)], moments);
    }

    [Fact]
    public void Disabled_NeitherTypesNorOpens()
    {
        var field = context.Render<DateField>(parameters => parameters.Add(item => item.Id, "day").Add(item => item.Value, Third)
            .Add(item => item.Disabled, true));

        Assert.All(field.FindAll("input, button"), element => Assert.True(element.HasAttribute("disabled")));
    }

    private IRenderedComponent<DateField> Field(DateOnly? value) => context.Render<DateField>(parameters =>
        parameters.Add(item => item.Id, "day").Add(item => item.Value, value).Add(item => item.ValueChanged, told.Add));
}
