using Bunit;
using CrossSell.Admin.Features.Exchange;
using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Admin.Exchange;

/// <summary>The step in which a person sees what was found in a file of another system.</summary>
public sealed class ImportWholeTests : IAsyncDisposable
{
    private readonly BunitContext context = new();

    public ValueTask DisposeAsync() => context.DisposeAsync();

    [Fact]
    public async Task File_OfAnotherSystem_SaysWhatItHolds_AndLetsAPersonChooseWhatToImport()
    {
        context.UseKit();
        string[] names = ["sku", "product_type", "crosssell_skus", "meta_title"];
        var guess = ColumnGuess.Of(new GuessInput(names, [[], [], [], []], new HashSet<string>(), CatalogueFields.None));
        var file = new ExchangeFile
        {
            File = "upload-1", OriginalName = "magento.csv", Encoding = FileEncoding.Utf8, Delimiter = ',', Dialect = ForeignDialect.Of(names),
            Columns = [.. names.Select((name, at) => new ExchangeColumn(name, [], ColumnContent.Of([], new HashSet<string>()), guess.Columns[at]))],
            Mapping = guess.Mapping, Origin = MappingOrigin.Guessed, Sureness = guess.Sureness,
            Summary = new DialectSummary([ExchangeKind.Products, ExchangeKind.Links], 20, 1, 24, 1_234, 0, 0, HasPrices: true, Refused: 2, ["meta_title"]),
        };
        var (kind, went, isByHand) = ((ExchangeKind?)null, false, false);

        var step = context.Render<ImportWhole>(parameters => parameters.Add(one => one.File, file).Add(one => one.OnKind, chosen => kind = chosen)
            .Add(one => one.OnGo, () => went = true).Add(one => one.OnByHand, () => isByHand = true));

        Assert.StartsWith(
            "This looks like a file of Magento, because it has the columns sku, crosssell_skus.", step.Find("p").TextContent, StringComparison.Ordinal);
        Assert.Contains("20 products", step.Markup, StringComparison.Ordinal);
        Assert.Contains("1 family", step.Markup, StringComparison.Ordinal);
        Assert.Contains("1,234 links", step.Markup, StringComparison.Ordinal);
        Assert.Contains("2 cells or rows cannot be read.", step.Markup, StringComparison.Ordinal);
        Assert.Equal("1 column is left aside", step.Find("summary").TextContent);
        Assert.Equal("true", step.FindAll(".import-whole-kinds button")[0].GetAttribute("aria-pressed"));
        await step.FindAll(".import-whole-kinds button")[1].ClickAsync(new());
        await step.Find("button.cs-primary").ClickAsync(new());
        await step.FindAll("button")[^1].ClickAsync(new());

        Assert.Equal((ExchangeKind.Links, true, true), (kind, went, isByHand));
    }
}
