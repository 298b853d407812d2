using Bunit;
using CrossSell.Admin.Features.Catalog;
using CrossSell.Admin.Features.Settings;
using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Admin.Settings;

public sealed class SettingsFormTests : BunitContext
{
    private static AttributeForm Mount() =>
        new(new AttributeDefinition { Id = 7, Version = 3, Code = "mount", Name = "Mount", Kind = AttributeKind.Choice, Options = ["E", "X"] });

    [Fact]
    public void AttributeForm_RenamedAndMovedOptions_KnowWhatTheyWere()
    {
        var form = Mount();
        form.Options[0].Text = "E-mount";
        form.Move(form.Options[0], 1);
        form.Add(" Z ");

        var edit = form.ToEdit();

        Assert.Equal([new("X", "X"), new("E-mount", "E"), new OptionEdit("Z")], edit.Options);
        Assert.Equal((7, 3), (edit.Id, edit.Version));
    }

    [Fact]
    public void AttributeForm_RemovedOptionInUse_AsksForAReplacement()
    {
        var form = Mount();
        form.Remove(form.Options[0], products: 4);
        form.Remove(form.Options[0], products: 0);

        Assert.Equal(["E"], form.Replacements.Keys);
        Assert.Empty(form.ToEdit().Replacements!);
        form.Replacements["E"] = "Z";
        Assert.Equal("Z", form.ToEdit().Replacements!["E"]);
    }

    [Fact]
    public void AttributeForm_KindsOfAnAttributeWithValues_KeepThem()
    {
        Assert.Equal([AttributeKind.Text, AttributeKind.Choice, AttributeKind.Choices], Mount().Kinds(5));
        Assert.Equal(Enum.GetValues<AttributeKind>(), Mount().Kinds(0));
    }

    [Fact]
    public void ChannelForm_WhatCannotBeRead_IsSaidBeforeItIsSaved()
    {
        var channel = new Channel { Id = 1, Code = "a", Name = "A", CurrencyCode = "EUR", MarginFloorBasisPoints = 1550 };
        channel.TaxRates.Add(new TaxRate { TaxClass = "standard", BasisPoints = 2100 });
        var form = new ChannelForm(channel);
        Assert.Equal((2100, 1550), (form.ToEdit().Required.TaxRates["standard"], form.ToEdit().Required.MarginFloorBasisPoints));

        form.Taxes[0].Rate = "much";
        Assert.Equal("channel.tax", form.ToEdit().Refusal?.Code);
        form.Taxes[0].Rate = "21";
        form.MarginFloor = "-";
        Assert.Equal("channel.margin", form.ToEdit().Refusal?.Code);
    }

    [Fact]
    public void ChannelForm_NeededFields_KeepThePagesOrder()
    {
        var form = new ChannelForm(new Channel { Code = "a", Name = "A", CurrencyCode = "EUR", RequiredFields = ["gtin", "attr:mount", "brand"] });

        form.Need("name", true);
        form.Need("gtin", false);

        Assert.Equal(["name", "brand", "attr:mount"], form.Fields);
    }

    [Theory]
    [InlineData(214, 0, 38, false, "214 of 612 active products would be under the threshold, 214 more than now. 38 of them are in panels now.")]
    [InlineData(5, 9, 0, false, "5 of 612 active products would be under the threshold, 4 fewer than now. None of them is in a panel now.")]
    [InlineData(5, 5, null, true, "About 5 of 612 active products would be under the threshold, the same as now.")]
    public void ChannelWords_OfAPreview_SayWhatItWouldDo(int under, int now, int? slots, bool estimate, string words) =>
        Assert.Equal(words, ChannelWords.Of(new ChannelPreview(612, under, now, [1], estimate), slots));

    [Fact]
    public void Bars_FigureWithAList_LeadsToIt()
    {
        var bars = Render<CompletenessBars>(parameters => parameters.Add(item => item.Rows,
            [new CompletenessBars.Row("GTIN", 15, 150, "/products?missing=gtin"), new CompletenessBars.Row("Cost", 0, 150, "/products?missing=cost")]));

        var link = bars.Find("a");
        Assert.Equal(("/products?missing=gtin", "15 products: GTIN"), (link.GetAttribute("href"), link.TextContent));
        Assert.Single(bars.FindAll("a"));
        Assert.Equal("width:10%", bars.Find(".bar span").GetAttribute("style"));
    }

    [Fact]
    public void Parts_MoreThanTen_ShowTheRestWhenAsked()
    {
        var parts = Render<CompletenessParts>(parameters => parameters
            .Add(item => item.Title, "By brand")
            .Add(item => item.Parts, [.. Enumerable.Range(0, 14).Select(number => new CompletenessPart($"b{number}", $"B{number}", 10, 90, number))])
            .Add(item => item.Href, part => $"/products?brand={part.Code}"));
        Assert.Equal(10, parts.FindAll("tbody tr").Count);

        parts.Find("button").Click();

        Assert.Equal(14, parts.FindAll("tbody tr").Count);
        Assert.Equal("/products?brand=b13", parts.FindAll("a")[^1].GetAttribute("href"));
    }
}
