using Bunit;
using CrossSell.Admin.Features.Settings;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shell;
using CrossSell.Core.Links;

namespace CrossSell.Tests.Admin.Settings;

public sealed class LinkTypeFormTests : BunitContext
{
    private static LinkType Stored() => new()
    {
        Id = 7, Version = 3, Code = "goes", Name = "Goes with", Kind = LinkKind.UpSell, MaxPerProduct = 8, Labels = new() { ["nl-NL"] = "Past erbij" },
        Fields = [new LinkField("note", "Shelf note", LinkFieldKind.Text), new LinkField("ratio", "Ratio", LinkFieldKind.Number)],
    };

    [Fact]
    public void ToEdit_NothingTouched_SaysWhatIsStored()
    {
        var edit = new LinkTypeForm(Stored(), ["de-DE"]).ToEdit().Required;

        Assert.Equal((7, 3, "goes", "Goes with", 8, null), (edit.Id, edit.Version, edit.Code, edit.Name, edit.MaxPerProduct, edit.Color));
        Assert.Equal("Past erbij", Assert.Single(edit.Labels!).Value);
        Assert.Equal([new("note", "Shelf note", LinkFieldKind.Text), new LinkFieldEdit("ratio", "Ratio", LinkFieldKind.Number)], edit.Fields!);
        Assert.Empty(edit.LostFields!);
    }

    [Fact]
    public void RemoveField_InUse_IsLostOnlyWhenConfirmed()
    {
        var form = new LinkTypeForm(Stored(), []);
        form.RemoveField(form.Fields[0], links: 4);
        form.RemoveField(form.Fields[0], links: 0);

        Assert.Equal(["note"], form.Lost.Keys);
        Assert.Empty(form.ToEdit().Required.LostFields!);
        form.Lost["note"] = true;
        Assert.Equal(["note"], form.ToEdit().Required.LostFields!);
    }

    [Fact]
    public void Kinds_OfAFieldInUse_KeepItsValues()
    {
        var form = new LinkTypeForm(Stored(), []);

        Assert.Equal([LinkFieldKind.Text, LinkFieldKind.Number], form.Fields[1].Kinds(3));
        Assert.Equal(Enum.GetValues<LinkFieldKind>(), form.Fields[1].Kinds(0));
    }

    [Fact]
    public void Max_ThatIsNoNumber_IsSaidBeforeItIsSaved()
    {
        var form = new LinkTypeForm(Stored(), []) { Max = "many" };
        Assert.Equal("link-type.max", form.ToEdit().Refusal?.Code);

        form.Max = " ";
        Assert.Null(form.ToEdit().Required.MaxPerProduct);
    }

    [Fact]
    public void Look_WithoutAColour_IsThatOfTheKind()
    {
        var form = new LinkTypeForm(Stored(), []);
        Assert.Equal(("amber", LinkLine.Dotted), form.Look);

        (form.Color, form.Line) = ("rose", LinkLine.Dashed);
        var mark = Render<LinkTypeMark>(parameters => parameters.Add(item => item.Color, form.Look.Color).Add(item => item.Line, form.Look.Line));
        Assert.Contains("--cs-link-rose", mark.Find("svg").GetAttribute("style"), StringComparison.Ordinal);
        Assert.Equal("5 3", mark.Find("path").GetAttribute("stroke-dasharray"));
    }

    [Fact]
    public void EveryColour_CanBeReadAsTextOnEverySurface_LightAndDark()
    {
        foreach (var theme in StudioTheme.Css.Split("[data-theme=dark]"))
        {
            string[] surfaces = [Token(theme, "surface"), Token(theme, "background"), Token(theme, "raised")];
            Assert.All(
                LinkColors.Names,
                color => Assert.All(surfaces, surface => Assert.True(Contrast(Token(theme, $"link-{color}"), surface) >= 4.5, $"{color} on {surface}")));
        }
    }

    private static string Token(string css, string name)
    {
        var at = css.IndexOf($"--cs-{name}:", StringComparison.Ordinal) + name.Length + 6;
        return css[at..(at + 7)];
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Part(int at)
        {
            var value = Convert.ToInt32(hex.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }
}
