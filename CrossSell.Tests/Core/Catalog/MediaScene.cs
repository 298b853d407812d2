using CrossSell.Core.Catalog;
using CrossSell.Core.Media;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Catalog;

/// <summary>A product in a shop, and what people do with its pictures.</summary>
internal sealed class MediaScene : IAsyncDisposable
{
    private MediaScene(TestStudio studio, Channel channel, Product product)
    {
        (Studio, Channel, Product) = (studio, channel, product);
        Files = new MediaStore(studio.Data);
        Fetcher = new PictureFetcher(studio.Time, allowLoopback: true);
        Service = new MediaService(studio.Store, Files, Fetcher);
    }

    public TestStudio Studio { get; }

    public Channel Channel { get; }

    public Product Product { get; }

    public MediaStore Files { get; }

    public PictureFetcher Fetcher { get; }

    public MediaService Service { get; }

    public static async Task<MediaScene> CreateAsync()
    {
        var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        return new MediaScene(studio, channel, await studio.ProductAsync("CAM-1", channel, name: "Camera"));
    }

    public async Task<MediaAdded> AddAsync(int number, int? productId = null) =>
        (await Service.AddAsync(
            productId ?? Product.Id, new MemoryStream(TestPictures.Plain(number, 12, 8)), $"{number}.png", TestStudio.Merchandiser)).Required;

    public async Task<IReadOnlyList<(int Id, string? AltText)>> OrderAsync(int? productId = null)
    {
        var lines = await Service.ListAsync(productId ?? Product.Id);
        Assert.Equal(Enumerable.Range(0, lines.Count), lines.Select(line => line.Position));
        return [.. lines.Select(line => (line.Id, line.AltText))];
    }

    public async Task<string> PictureAsync(int productId)
    {
        await using var db = Studio.Store.Read();
        return Assert.Single(await ProductSummaries.LoadAsync(db, [productId], Channel.Id)).Picture;
    }

    public ValueTask DisposeAsync()
    {
        Files.Dispose();
        Fetcher.Dispose();
        return Studio.DisposeAsync();
    }
}
