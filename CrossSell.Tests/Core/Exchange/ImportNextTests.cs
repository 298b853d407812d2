using CrossSell.Core.Exchange;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>A file that says several things is brought once: what comes next is offered, and the shop is asked where something of it is of one.</summary>
public sealed class ImportNextTests : IAsyncLifetime
{
    private const string Kit = "name=Body,required=1,sku=B";
    private TestStudio studio = null!;
    private ImportDrafts drafts = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        drafts = new ImportDrafts(studio.Data);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [Theory]
    [InlineData(ExchangeKind.Products, ExchangeKind.Links)]
    [InlineData(ExchangeKind.Links, ExchangeKind.Bundles)]
    [InlineData(ExchangeKind.Bundles, null)]
    [InlineData(ExchangeKind.Listings, null)]
    public async Task BehindProductsComeLinks_AndBehindThoseBundles(ExchangeKind kind, ExchangeKind? next)
    {
        var file = await FileAsync(
            kind, "sku,product_type,name,price,qty,crosssell_skus,bundle_values", "A,simple,Aa,5,1,B,", "B,simple,Bb,5,1,,", $"C,bundle,Cc,,,,\"{Kit}\"");

        Assert.Equal((kind, next), (file.Kind, file.Next));
    }

    [Fact]
    public async Task AFileWithoutLinks_HasNothingNext() =>
        Assert.Null((await FileAsync(ExchangeKind.Products, "sku,product_type,attribute_set_code,name,price", "A,simple,Default,Aa,5")).Next);

    [Fact]
    public async Task TheFileIsKeptOnceMore_ForWhatComesNext()
    {
        var name = await BringAsync("sku;family;groups;name", "A;f;;Aa");
        var draft = new ImportDraft(name, "akeneo.csv", TestStudio.Merchandiser.Id) { Channel = "camera", TrialJob = 3 };

        var again = await drafts.AgainAsync(draft, ExchangeKind.Links, TestStudio.Merchandiser);
        File.Delete(drafts.PathOfFile(name));

        Assert.Equal("sku;family;groups;name\nA;f;;Aa\n", await File.ReadAllTextAsync(drafts.PathOfFile(again.File)));
        var found = await drafts.FindAsync(again.File, TestStudio.Merchandiser);
        Assert.Equal((ExchangeKind.Links, "camera", null, "akeneo.csv"), (found!.Kind, found.Channel, found.TrialJob, found.OriginalName));
    }

    /// <summary>IDs and columns that go back to a shop are its own, whether the file has prices or not; a PIM is of no shop.</summary>
    [Theory]
    [InlineData("channel", "ID,Type,SKU,Name,Published,Upsells", "1,simple,A,Aa,1,")]
    [InlineData("channel", "URL handle,Title,Vendor,Option1 name,Option1 value", "a,Aa,Acme,Title,Default Title")]
    [InlineData("price", "ID,Type,SKU,Name,Published,Regular price,Upsells", "1,simple,A,Aa,1,5,")]
    [InlineData(null, "sku;family;groups;name", "A;f;;Aa")]
    [InlineData(null, "sku,name,status", "A,Aa,active")]
    public async Task TheShopIsAsked_WhereWhatIsKeptIsOfOne(string? field, params string[] lines) =>
        Assert.Equal(field, (await FileAsync(null, lines)).ShopFor);

    private async Task<ExchangeFile> FileAsync(ExchangeKind? kind, params string[] lines) =>
        (await new ImportRecognition(studio.Store, studio.Data, new ImportMappings(studio.Store)).RecogniseAsync(
            await BringAsync(lines), "file.csv", TestStudio.Merchandiser, kind)).Required;

    private async Task<string> BringAsync(params string[] lines)
    {
        var name = ImportDrafts.NewFile();
        await File.WriteAllTextAsync(drafts.PathOfFile(name), string.Join('\n', lines) + "\n");
        return name;
    }
}
