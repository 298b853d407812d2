using Bunit;
using CrossSell.Admin.Features.Exchange;
using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Admin.Exchange;

/// <summary>The step in which a person says what the columns of a file are.</summary>
public sealed class ImportColumnsTests : IAsyncDisposable
{
    private readonly BunitContext context = new();

    public ValueTask DisposeAsync() => context.DisposeAsync();

    [Fact]
    public async Task Column_ThatIsChosenTwice_OrMissing_IsSaid_AndKeepsTheFileFromGoingOn()
    {
        context.UseKit();
        FileMapping? chosen = null;
        var step = Step(mapping => chosen = mapping);
        Assert.Empty(step.FindAll(".import-faults li"));
        Assert.Equal("by its name", step.Find("#column-2-why").TextContent);
        Assert.Contains("1.299,00 → 1,299.00", step.Find("tbody tr:nth-child(3)").TextContent, StringComparison.Ordinal);

        await step.ChooseAsync("What VK-Preis becomes", "Stock");
        Assert.Equal("VK-Preis and Bestand are both chosen for Stock. Leave one of them aside.", step.Find(".import-faults").TextContent.Trim());
        Assert.True(Button(step).HasAttribute("disabled"));

        await step.ChooseAsync("What VK-Preis becomes", "Cost");
        await step.ChooseAsync("How VK-Preis is written", "1.299,00");
        await Button(step).ClickAsync(new());

        Assert.Equal(
            [("Artikelnummer", "sku"), ("Bezeichnung", null), ("VK-Preis", "cost"), ("Bestand", "stock")],
            chosen!.Columns.Select(column => (column.Name, column.Field)));
        Assert.Equal(ColumnForm.DecimalComma, chosen.Columns[2].Form);

        await step.ChooseAsync("What Artikelnummer becomes", "Leave aside");
        Assert.Contains("No column is chosen for SKU", step.Find(".import-faults").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ImportColumns> Step(Action<FileMapping> chosen)
    {
        string[] names = ["Artikelnummer", "Bezeichnung", "VK-Preis", "Bestand"];
        IReadOnlyList<string>[] cells = [["A-1"], ["Hemd"], ["1.299,00"], ["4"]];
        var skus = new HashSet<string> { "A-1" };
        var guess = ColumnGuess.Of(new GuessInput(names, cells, skus, CatalogueFields.None) { Delimiter = ';' });
        var file = new ExchangeFile
        {
            File = "upload-1",
            OriginalName = "preise.csv",
            Encoding = FileEncoding.Utf8,
            Delimiter = ';',
            Columns = [.. names.Select((name, at) => new ExchangeColumn(name, cells[at], ColumnContent.Of(cells[at], skus), guess.Columns[at]))],
            Mapping = guess.Mapping,
            Origin = MappingOrigin.Guessed,
            Sureness = guess.Sureness,
        };
        return context.Render<ImportColumns>(parameters => parameters.Add(step => step.File, file).Add(step => step.OnChosen, chosen));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ImportColumns> step) => step.Find("button.cs-primary");
}
