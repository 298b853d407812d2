using System.Globalization;
using System.Net;
using System.Text.Json;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>Case 2 on the whole host: every bundle of the four demo shops, wherever it stands.</summary>
[Trait("Kind", "Slow")]
public sealed class BundleCaseApiTests(PanelApiTests.Demo demo) : IClassFixture<PanelApiTests.Demo>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private StudioStore Store => demo.Studio.Store;

    /// <summary>What one place says of a set.</summary>
    /// <param name="Minor">The price in minor units.</param>
    /// <param name="Sets">How many can be sold; null where nothing limits, or the place does not say.</param>
    private sealed record Said(long Minor, int? Sets, bool IsAvailable);

    [Fact]
    public async Task Case02_EveryBundleOfTheDemo_SaysOnePriceAndOneStock_InBuilderListPanelApiFeedAndExport()
    {
        var services = demo.Studio.Services;
        var (list, panels, now) = (services.GetRequiredService<BundleList>(), services.GetRequiredService<PanelService>(), TestClock.Now);
        using var client = demo.Client(demo.Secret);
        await using var db = Store.Read();
        var (compared, fed) = (new HashSet<BundleKind>(), 0);
        foreach (var channel in await db.Channels.Include(shop => shop.TaxRates).OrderBy(shop => shop.Id).ToListAsync(Stop))
        {
            var rows = (await list.LoadAsync(ReadScope.Everything, channel.Id, now, Stop)).ToDictionary(row => row.Code);
            var feed = await FeedAsync(channel);
            foreach (var bundle in (await BundleQuotes.LoadApprovedAsync(db, channel.Id, Stop)).Where(item => item.PhaseAt(now) == BundlePhase.Live))
            {
                var content = bundle.Quote.Content;
                var sold = Of(bundle.Quote);

                // The builder prices what it has in memory with the figures of the shop.
                var figures = await list.FiguresAsync(ReadScope.Everything, content, channel, Stop);
                Assert.Equal(sold, Of(BundleQuotes.Of(content, figures, bundle.Quote.RevisionId, bundle.Quote.Basis)));

                var row = rows[bundle.Code];
                if (row.RevisionId == bundle.Quote.RevisionId)
                {
                    Assert.Equal(sold, Of(row.Quotes.Single(quote => quote.Channel.Id == channel.Id)));
                }

                if (feed.TryGetValue(bundle.Code, out var article))
                {
                    Assert.Equal((sold.Minor, sold.IsAvailable), (article.Minor, article.IsAvailable));
                    fed++;
                }

                Assert.Equal(!content.HasChoices && content.Kind != BundleKind.TriggeredOffer, feed.ContainsKey(bundle.Code));
                // A set of choices alone has no main product: it is offered where what is usually chosen is looked at, if anywhere.
                var main = await db.Products.Where(product => product.Id == content.MainProductId).Select(product => product.Sku).SingleOrDefaultAsync(Stop)
                    ?? bundle.Quote.Lines[0].Product.Sku;
                var offer = (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery(main, channel.Code, Segment: content.Segment), Stop))
                    .Required.Panel.Offer;
                var told = await AskAsync(client, channel, main, content.Segment);
                Assert.Equal(offer?.Code, told?.Code);
                if (offer?.Code != bundle.Code)
                {
                    // Another one leads that page, or it cannot be bought now: it is offered nowhere then.
                    Assert.True(!sold.IsAvailable || offer is not null, bundle.Code);
                    continue;
                }

                Assert.Equal(sold.Minor, offer.SetPrice.Minor);
                Assert.Equal(sold.Minor, offer.Parts.Sum(part => part.Share.Minor));
                Assert.Equal((sold.Minor, sold.Minor, offer.Stock.Sets), (told!.Value.Price, told.Value.Parts, told.Value.Sets));
                if (bundle.Quote.Lines.Any(line => line.Product.Kind == ProductKind.Parent))
                {
                    // A panel stands for a family with one of its variants (case 17): as many as of that, and never more than of all.
                    Assert.InRange(offer.Stock.Sets ?? int.MaxValue, 1, sold.Sets ?? int.MaxValue);
                }
                else
                {
                    Assert.Equal(sold.Sets, offer.Stock.Sets);
                }

                compared.Add(content.Kind);
            }
        }

        // Something of every kind was asked everywhere, or this proves nothing.
        Assert.Equal(Enum.GetValues<BundleKind>().ToHashSet(), compared);
        Assert.True(fed >= 4, $"{fed}");
        await ExportSaysTheSameAsync();
    }

    private static Said Of(BundleQuote quote) => new(quote.Price!.SetPrice.Minor, quote.Stock.Sets, quote.IsSellable);

    private async Task<Dictionary<string, Said>> FeedAsync(Channel channel)
    {
        using var writer = new StringWriter();
        Assert.Null((await new MerchantFeed(Store).WriteAsync(ReadScope.Everything, channel.Code, null, writer, Stop)).Refusal);
        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToList();
        var (id, price, availability) = (lines[0].IndexOf("id"), lines[0].IndexOf("price"), lines[0].IndexOf("availability"));
        return lines.Skip(1).ToDictionary(cells => cells[id], cells => new Said(
            Money.FromAmount(decimal.Parse(cells[price].Split(' ')[0], CultureInfo.InvariantCulture), channel.Currency).Minor, null,
            cells[availability] == "in_stock"));
    }

    // The native file says the terms and not their outcome: read again, it says what every bundle has, so that its price is the same.
    private async Task ExportSaysTheSameAsync()
    {
        var path = Path.Combine(demo.Studio.DataFolder, "case02.csv");
        int written;
        await using (var writer = new StreamWriter(path))
        {
            written = await new BundleExport(Store).WriteAsync(ReadScope.Everything, writer, cancellation: Stop);
        }

        var report = (await new BundleImport(Store).ImportAsync(
            TestStudio.Administrator, path, new BundleImportOptions { DryRun = true }, null, cancellation: Stop)).Required;
        Assert.Equal((0, 0, written, 0), (report.New, report.Changed, report.Same, report.Wrong));
        Assert.True(written > 15, $"{written}");
    }

    private static async Task<(string Code, long Price, long Parts, int? Sets)?> AskAsync(HttpClient client, Channel channel, string sku, string? segment)
    {
        using var answer = await client.GetAsync(
            $"/api/v1/products/{Uri.EscapeDataString(sku)}/panel?channel={channel.Code}{(segment is null ? "" : $"&segment={segment}")}", Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        if (!body.RootElement.TryGetProperty("bundle", out var offer))
        {
            return null;
        }

        long Minor(JsonElement money) => Money.FromAmount(
            decimal.Parse(money.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture), channel.Currency).Minor;
        return (
            offer.GetProperty("code").GetString()!, Minor(offer.GetProperty("setPrice")),
            offer.GetProperty("parts").EnumerateArray().Sum(part => Minor(part.GetProperty("setPrice"))),
            offer.TryGetProperty("stock", out var stock) ? stock.GetInt32() : null);
    }

    // Quotes only where a cell holds a comma or a quote.
    private static List<string> Cells(string line)
    {
        var (cells, cell, isQuoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        foreach (var letter in line.TrimEnd('\r'))
        {
            switch (letter)
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    cells.Add(cell.ToString());
                    cell.Clear();
                    break;
                default:
                    cell.Append(letter);
                    break;
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
