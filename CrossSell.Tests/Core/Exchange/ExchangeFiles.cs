using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>Files of other shops, which lie beside the repository and not in it. Tests that need one are skipped where it is absent.</summary>
internal static class ExchangeFiles
{
    /// <param name="name">Below the folder of exchange files: "own/akeneo-products.csv".</param>
    public static string PathOrSkip(string name)
    {
        var path = Path.Combine([Repository.Root, "..", "shared", "data", "exchange", .. name.Split('/')]);
        Assert.SkipUnless(File.Exists(path), $"../shared/data/exchange/{name} is not beside the repository.");
        return path;
    }
}
