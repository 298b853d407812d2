using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Files written in a test and read as a file that was brought.</summary>
internal static class DialectScene
{
    public static async Task<DialectReading> ReadAsync(string text, string name = "file.csv") => (await TryAsync(Encoding.UTF8.GetBytes(text), name)).Required;

    /// <summary>Refused when it is no table, or no other system's.</summary>
    public static async Task<Outcome<DialectReading>> TryAsync(byte[] bytes, string name = "file.csv")
    {
        await using var stream = new MemoryStream(bytes);
        return (await FileSniffer.SniffAsync(stream)).IsRefused(out var refusal, out var file) ? refusal : await DialectFile.ReadAsync(stream, file, name);
    }

    public static IEnumerable<string> Links(this DialectReading reading) => reading.Facts.Links.Select(link => $"{link.Source} {link.Type} {link.Target}");

    public static IEnumerable<string> Products(this DialectReading reading) =>
        reading.Facts.Products.Select(product => $"{product.Sku} {product.Kind}{(product.Parent is null ? "" : $" {product.Parent}")}");

    public static IEnumerable<string> Refused(this DialectReading reading) =>
        reading.Facts.Refused.Select(refused => $"{refused.Line} {refused.Column} {refused.Code}");
}
