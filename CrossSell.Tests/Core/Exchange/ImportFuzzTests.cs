using System.Globalization;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>
/// Files that were damaged on purpose, always the same ones: an importer says what is wrong with them, and never breaks. <c>CROSSSELL_FUZZ=10000</c> tries as
/// many of each kind; without it a sample.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class ImportFuzzTests
{
    private const string Products =
        "sku,name,status,gtin,category,channel,price,stock\nA-1,One,active,,Bags,camera,12.95,3\nA-2,\"Two, red\",draft,,Bags > Small,camera,1,0\n";

    private const string Listings = "sku;channel;price;cost;stock;published\nA-1;camera;12,95;5,00;3;yes\nA-2;camera;1,00;;0;no\n";
    private const string Links = "source_sku,target_sku,type,note,position\nA-1,A-2,cross-sell,Fits,1\nA-2,A-1,up-sell,,2\n";

    private const string Orders =
        "order_id,ordered_at,channel,customer,status,sku,quantity,unit_price\n"
        + "1,2026-11-01 10:00,camera,7,sold,A-1,2,9.95\n1,2026-11-01 10:00,camera,7,sold,A-2,1,1.00\n";

    private static readonly string[] Pieces =
    [
        "\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "\0", "\uFEFF", "\uFFFD", "=cmd|' /C calc'!A0", "'", "../../etc/passwd", "%00", "-0", "1e308", "NaN",
        "99999999999999999999", "𝔘𝔫𝔦", "<script>", "' OR 1=1 --", "camera", "A-1", "\u202E", "é", "0x41", " ", "|",
    ];

    public static int Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CROSSSELL_FUZZ"), CultureInfo.InvariantCulture, out var count) ? count : 150;

    [Theory]
    [InlineData("products", Products)]
    [InlineData("listings", Listings)]
    [InlineData("links", Links)]
    [InlineData("orders", Orders)]
    public async Task File_DamagedByChance_IsReadOrRefused_AndNeverBreaksTheImport(string kind, string valid)
    {
        await using var studio = await TestStudio.CreateAsync();
        var camera = await studio.ChannelAsync("camera");
        await studio.ProductAsync("A-1", camera);
        var dice = new Random(20261129);
        var path = Path.Combine(studio.Data.Exchange, "fuzz.csv");
        var taken = 0;
        for (var number = 0; number < Count; number++)
        {
            var bytes = Damaged(Encoding.UTF8.GetBytes(valid), dice);
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            try
            {
                taken += await ImportAsync(studio, kind, path) is null ? 1 : 0;
            }
            catch (Exception broken) when (broken is not OperationCanceledException)
            {
                Assert.Fail($"Input {number} of {kind} broke the import ({broken}): {Convert.ToBase64String(bytes)}");
            }
        }

        // Some of them are still files: it was not the first check alone that was tried.
        Assert.InRange(taken, 1, Count);
    }

    private static async Task<Refusal?> ImportAsync(TestStudio studio, string kind, string path)
    {
        var errors = new StringWriter(CultureInfo.InvariantCulture);
        var stop = TestContext.Current.CancellationToken;
        switch (kind)
        {
            case "links":
                return (await new LinkImport(studio.Store).ImportAsync(
                    TestStudio.Manager, path, new LinkImportOptions { DryRun = true }, errors, cancellation: stop)).Refusal;
            case "orders":
                return (await new OrderImport(studio.Store, studio.Data).ImportAsync(
                    TestStudio.Manager, File.OpenRead(path), new OrderImportOptions { DryRun = true }, errors, cancellation: stop)).Refusal;
            default:
                var options = new CatalogImportOptions { Kind = kind == "products" ? CatalogFileKind.Products : CatalogFileKind.Listings, DryRun = true };
                return (await new CatalogImport(studio.Store, studio.Data, studio.Time).ImportAsync(
                    TestStudio.Manager, path, options, errors, cancellation: stop)).Refusal;
        }
    }

    /// <summary>One to six damages: a byte flipped, a piece put in, a part left out or doubled, the end cut off.</summary>
    internal static byte[] Damaged(byte[] valid, Random dice)
    {
        List<byte> bytes = [.. valid];
        for (var damages = dice.Next(1, 7); damages > 0 && bytes.Count > 0; damages--)
        {
            var at = dice.Next(bytes.Count);
            var length = Math.Min(dice.Next(1, 24), bytes.Count - at);
            switch (dice.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << dice.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3 when dice.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[dice.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }
}
