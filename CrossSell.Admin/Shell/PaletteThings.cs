using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.SavedViews;
using CrossSell.Core.Search;
using static CrossSell.Admin.Shell.ShellTexts;

namespace CrossSell.Admin.Shell;

/// <summary>
/// What can be opened from the command palette: bundles, rules and saved views by name, products by their index, and what a person opened last. All of it is
/// read with the rights of who asks.
/// </summary>
internal sealed class PaletteThings(
    StudioSession session, BundleList bundles, RuleList rules, SavedViewService views, ProductReader products, ProductSearch search)
{
    private const int MostProducts = PaletteState.MostOfAKind;

    /// <summary>Bundles, rules and saved views by name.</summary>
    public async Task<IReadOnlyList<PaletteEntry>> NamedAsync(Actor actor)
    {
        var (reads, shops) = (session.Reads, session.Channels.ToDictionary(shop => shop.Id, shop => shop.Name));
        string In(IReadOnlyList<int> ids) => ids.Count == 0 ? L["all shops"].Value
            : string.Join(", ", ids.Select(id => shops.GetValueOrDefault(id)).OfType<string>());
        // Off the circuit: SQLite works synchronously, and the letters must not wait.
        var (foundBundles, foundRules, foundViews) = await Task.Run(async () => (
            await bundles.NamesAsync(reads), await rules.NamesAsync(reads), await views.ListAsync(SavedViewService.Products, actor)));
        return
        [
            .. foundBundles.Select(bundle => Opens(
                PaletteKind.Bundle, bundle.Name, In(bundle.ChannelIds), Addresses.Bundle(bundle.Code), bundle.Code, L["bundle"])),
            .. foundRules.Select(rule => Opens(PaletteKind.Rule, rule.Name, In(rule.ChannelIds), Addresses.Rule(rule.Id), word: L["rule"])),
            .. foundViews.Select(view => Opens(
                PaletteKind.View, view.Name, view.Mine ? L["products"].Value : L["products, by {0}", view.Owner].Value,
                $"{Addresses.Products}?{view.Query}", word: L["view"])),
        ];
    }

    /// <summary>The products that the text finds, as they look in the shop in the bar; those of other shops too.</summary>
    public async Task<IReadOnlyList<PaletteEntry>> ProductsAsync(string text)
    {
        if (session.Channel is not { } shop)
        {
            return [];
        }

        var found = await Task.Run(() => search.FindAsync(session.Reads, text, shop.Id, MostProducts, listedOnly: false));
        return [.. found.Select(product => Of(product))];
    }

    /// <summary>What was opened, by its addresses: those that are still there and that the person may see, in the same order.</summary>
    /// <param name="opened">As the browser keeps them.</param>
    /// <param name="named">By <see cref="NamedAsync"/>.</param>
    public async Task<IReadOnlyList<PaletteEntry>> RecentAsync(IReadOnlyList<string> opened, IReadOnlyList<PaletteEntry> named)
    {
        if (session.Channel is not { } shop)
        {
            return [];
        }

        var reads = session.Reads;
        var skus = opened.Select(SkuOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var summaries = skus.Count == 0 ? [] : await Task.Run(async () =>
            await products.SummariesAsync(reads, (await products.IdsAsync(reads, skus)).Ids, shop.Id));
        var bySku = summaries.DistinctBy(product => product.Sku, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(product => product.Sku, StringComparer.OrdinalIgnoreCase);
        var byAddress = named.Where(entry => entry.Kind is PaletteKind.Bundle or PaletteKind.Rule).DistinctBy(entry => entry.Address)
            .ToDictionary(entry => entry.Address!, StringComparer.Ordinal);
        return [.. opened.Select(address => SkuOf(address) is { } sku
            ? bySku.TryGetValue(sku, out var product) ? Recent(address, product) : null
            : byAddress.TryGetValue(address, out var entry)
                ? entry with { Kind = PaletteKind.Recent, Detail = entry.Kind == PaletteKind.Bundle ? L["bundle"] : L["rule"] }
                : null).OfType<PaletteEntry>()];
    }

    /// <summary>The address as it is remembered, when its page shows one thing: a product, its links or panel, a bundle, a rule. Else null.</summary>
    /// <param name="relative">Path and query.</param>
    public static string? Remembered(string relative)
    {
        var path = relative.Split('?', '#')[0].TrimEnd('/');
        if (path is Addresses.NewProduct or Addresses.NewRule or Addresses.Compare)
        {
            return null;
        }

        if (path is Addresses.Links or Addresses.Preview)
        {
            return QueryOf(relative, "sku") is { } sku ? path == Addresses.Links ? Addresses.LinksOf(sku) : Addresses.PreviewOf(sku) : null;
        }

        return new[] { Addresses.Products, Addresses.Bundles, Addresses.Rules }
            .Any(list => path.StartsWith(list + "/", StringComparison.Ordinal) && path.IndexOf('/', list.Length + 1) < 0) ? path : null;
    }

    private static string? SkuOf(string address) => address.StartsWith(Addresses.Products + "/", StringComparison.Ordinal)
        ? Uri.UnescapeDataString(address[(Addresses.Products.Length + 1)..])
        : QueryOf(address, "sku");

    private static string? QueryOf(string address, string name) => address.Split('?', 2) is [_, var query]
        ? query.Split('#')[0].Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair is [_, { Length: > 0 }] && pair[0] == name)
            .Select(pair => Uri.UnescapeDataString(pair[1].Replace('+', ' '))).FirstOrDefault()
        : null;

    private static PaletteEntry Recent(string address, ProductSummary product)
    {
        var entry = Of(product) with { Kind = PaletteKind.Recent, Address = address };
        return address.StartsWith(Addresses.Links, StringComparison.Ordinal) ? entry with { Detail = L["links"] }
            : address.StartsWith(Addresses.Preview, StringComparison.Ordinal) ? entry with { Detail = L["panel"] }
            : entry;
    }

    private static PaletteEntry Of(ProductSummary product) =>
        Opens(PaletteKind.Product, product.Name, product.Sku, Addresses.Product(product.Sku), product.Sku) with { Picture = product.Picture };

    // Found by its name, by its code or SKU, and with the word for what it is before it: "bundle d7".
    private static PaletteEntry Opens(PaletteKind kind, string name, string detail, string address, string? code = null, string? word = null)
    {
        List<SearchedName> names = [new(new NameMatch(name), 0)];
        if (code is not null)
        {
            names.Add(new SearchedName(new NameMatch(code), 1));
        }

        if (word is not null)
        {
            names.Add(new SearchedName(new NameMatch($"{word} {name}"), SearchedName.Related));
        }

        return new PaletteEntry(kind, name, detail) { Address = address, Names = names };
    }
}
