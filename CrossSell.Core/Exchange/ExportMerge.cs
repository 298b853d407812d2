using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>What the source said of a product.</summary>
/// <param name="LinksTaken">Its links were imported, so that one that the studio does not have was taken away.</param>
internal sealed record SourceProduct(ProductFact Fact, IReadOnlyList<LinkFact> Links, BundleFact? Bundle, bool LinksTaken);

/// <summary>What the merge has to know of the studio.</summary>
/// <param name="CategoryOf">The category that a path or code means; null for none.</param>
/// <param name="AttributeOf">By what facts name an attribute of this code or name; null for one that the studio does not have.</param>
/// <param name="TypeOf">The same of a type of product.</param>
/// <param name="IsProduct">Whether the studio has a product of this SKU.</param>
/// <param name="Locales">Of all shops.</param>
/// <param name="Shops">Code and name of the shop whose prices are written; empty for none.</param>
internal sealed record MergeScope(
    Func<string, int?> CategoryOf, Func<string, string?> AttributeOf, Func<string, string?> TypeOf, Func<string, bool> IsProduct,
    IReadOnlySet<string> LinkCodes,
    IReadOnlyList<string> Locales, IReadOnlySet<string> Shops)
{
    public bool HasChannel => Shops.Count > 0;
}

/// <summary>
/// What goes out of a product that came from a file of the same system: what the studio says now where it can say it, and what the file said where the studio
/// has no place for it, in the words and the order of the file wherever both mean the same.
/// </summary>
[Engine]
internal static class ExportMerge
{
    public static ProductFact Facts(StudioProduct now, SourceProduct source, MergeScope scope, string? familyName)
    {
        var (own, was) = (now.Fact, source.Fact);
        var fact = new ProductFact
        {
            Line = was.Line, Sku = own.Sku, Kind = own.Kind, Parent = own.Parent, Brand = own.Brand, IsNamedByFamily = was.IsNamedByFamily,
            // A name that was made of the family's, or of the code, is not said.
            Name = was.Name is null && (own.Name == own.Sku || (familyName is not null && own.Name!.StartsWith(familyName, StringComparison.Ordinal)))
                ? null : own.Name,
            Description = was.Description is not null && RichText.Clean(was.Description) == own.Description ? was.Description : own.Description,
            Status = was.Status is null && own.Status == "active" ? null : was.Status == "draft" && own.Status == "archived" ? "draft" : own.Status,
            ProductType = own.ProductType is null || (was.ProductType is { } type && scope.TypeOf(type) == own.ProductType) ? was.ProductType : own.ProductType,
            Gtin = own.Gtin,
            // What is not sold in the shop has no stock here.
            Stock = now.IsListed ? own.Stock : was.Stock,
        };
        fact.Categories.AddRange(Categories(now, was, scope));
        fact.Tags.AddRange(own.Tags.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(was.Tags) ? was.Tags : own.Tags);
        // Pictures that could not be fetched are the shop's all the same.
        fact.Pictures.AddRange(was.Pictures.Concat(own.Pictures).Distinct(StringComparer.Ordinal));
        Prices(fact, now, was, scope);
        Attributes(fact, own, was, scope);
        Texts(fact, own, was, scope);
        return fact;
    }

    /// <summary>A reverse link that was made of one that the files say at its other end only is said by that one: it goes back as little as it came.</summary>
    public static StudioProduct WithoutReverses(StudioProduct now, ExportSource source, MergeScope scope, bool isAlternative)
    {
        return source.Of(now) is { LinksTaken: true } && now.Links.Any(IsReverse)
            ? now with { Links = [.. now.Links.Where(link => !IsReverse(link))] } : now;

        bool IsReverse(ExportLink link) => link.IsPaired && source.Of(link.Target) is { LinksTaken: true } other
            && Says(other, now.Fact.Sku, link.Type) && source.Of(now) is { } said && !Says(said, link.Target, link.Type);

        bool Says(SourceProduct one, string target, string type) => one.Links.Any(
            link => Same(link.Target, target) && type.Equals(LinkWords.Into(link.Type, scope.LinkCodes, isAlternative), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Links by the types of the system.</summary>
    /// <param name="types">That files of the system have; null where any type has a column.</param>
    public static List<ExportLink> Links(
        StudioProduct now, SourceProduct? source, MergeScope scope, IReadOnlyList<string>? types, bool isAlternative, LossTally losses)
    {
        var was = source?.Links ?? [];
        var offered = (types ?? now.Links.Select(link => link.Type)).Concat(was.Select(link => link.Type)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        // By the studio's own type: the system's that it came from first, else the one that means the same.
        var ways = offered.ToDictionary(type => type, type => LinkWords.Into(type, scope.LinkCodes, isAlternative), StringComparer.OrdinalIgnoreCase);
        var lists = offered.ToDictionary(type => type, _ => new List<ExportLink>(), StringComparer.OrdinalIgnoreCase);
        foreach (var link in now.Links)
        {
            var into = offered.Where(type => link.Type.Equals(ways[type], StringComparison.OrdinalIgnoreCase)).ToList();
            var from = into.Where(type => was.Any(old => Same(old.Type, type) && Same(old.Target, link.Target))).ToList();
            var chosen = from.Count > 0 ? from : into.OrderByDescending(type => type.Equals(link.Type, StringComparison.OrdinalIgnoreCase))
                .Where(type => types is null || types.Contains(type)).Take(1).ToList();
            if (chosen.Count == 0)
            {
                losses.Add(ExportLoss.LinkType, $"{now.Fact.Sku} → {link.Target} ({link.Type})");
            }

            foreach (var type in chosen)
            {
                lists[type].Add(link with { Type = type });
            }
        }

        return
        [
            .. offered.SelectMany(type => InOrder(
                type, lists[type], [.. was.Where(link => Same(link.Type, type))], ways[type] is null || source?.LinksTaken == false, scope)),
        ];
    }

    /// <summary>The studio's list in its order, with what the studio cannot say where the source had it.</summary>
    private static IEnumerable<ExportLink> InOrder(string type, List<ExportLink> own, List<LinkFact> was, bool isForeign, MergeScope scope)
    {
        var rest = new Queue<ExportLink>(own);
        foreach (var link in was)
        {
            var isHere = own.Exists(other => Same(other.Target, link.Target));
            if (!isHere && (isForeign || !scope.IsProduct(link.Target)))
            {
                yield return new ExportLink(
                    type, link.Target, link.Column.EndsWith("-product_models", StringComparison.OrdinalIgnoreCase), link.Quantity);
            }
            else if (isHere && rest.TryDequeue(out var next))
            {
                // A quantity that the studio has no place for stays with its link.
                yield return Same(next.Target, link.Target) ? next with { Target = link.Target, Quantity = next.Quantity ?? link.Quantity } : next;
            }
        }

        foreach (var link in rest)
        {
            yield return link;
        }
    }

    private static List<string> Categories(StudioProduct now, ProductFact was, MergeScope scope)
    {
        var said = was.Categories.Select(scope.CategoryOf).ToList();
        return said.TrueForAll(id => id is not null) && said.Select(id => id!.Value).ToHashSet().SetEquals(now.Categories)
            ? was.Categories : now.Fact.Categories;
    }

    private static void Prices(ProductFact fact, StudioProduct now, ProductFact was, MergeScope scope)
    {
        if (!scope.HasChannel || was.Prices.Exists(price => price.Market is not null && scope.Shops.Contains(price.Market))
            || (!now.IsListed && was.Prices.TrueForAll(price => price.Price is null)))
        {
            fact.Prices.AddRange(was.Prices);
            return;
        }

        var own = now.Fact.Prices.FirstOrDefault();
        var isReplaced = false;
        foreach (var price in was.Prices)
        {
            if (price.Market is not null
                || (price.Currency is not null && (own is null || !price.Currency.Equals(own.Currency, StringComparison.OrdinalIgnoreCase))))
            {
                fact.Prices.Add(price); // Of another shop.
            }
            else if (own is not null && !isReplaced)
            {
                isReplaced = true;
                fact.Prices.Add(own with { Currency = price.Currency });
            }
        }

        if (own is not null && !isReplaced)
        {
            fact.Prices.Add(own);
        }
    }

    private static void Attributes(ProductFact fact, ProductFact own, ProductFact was, MergeScope scope)
    {
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (code, value) in was.Attributes)
        {
            if (scope.AttributeOf(code) is not { } known)
            {
                fact.Attributes.Add((code, value));
            }
            else if (written.Add(known) && ExportGroup.ValueOf(own, known) is { } said)
            {
                fact.Attributes.Add((code, IsSame(said, value) ? value : said));
            }
        }

        fact.Attributes.AddRange(own.Attributes.Where(one => !written.Contains(one.Code)));
    }

    private static bool IsSame(string said, string value) => said.Equals(value, StringComparison.OrdinalIgnoreCase)
        || (decimal.TryParse(said, NumberStyles.Number, CultureInfo.InvariantCulture, out var one)
            && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var other) && one == other);

    private static void Texts(ProductFact fact, ProductFact own, ProductFact was, MergeScope scope)
    {
        var taken = new HashSet<(string, bool)>();
        foreach (var text in was.Texts)
        {
            var locale = LocaleOf(text.Locale, scope.Locales);
            var said = locale is null || !taken.Add((locale, text.IsName)) ? null
                : own.Texts.Find(one => one.IsName == text.IsName && one.Locale.Equals(locale, StringComparison.OrdinalIgnoreCase))?.Text;
            // Where the main name stands in a language of its own, a new name is said there.
            var main = text.IsName ? (was.Name, fact.Name) : (was.Description, fact.Description);
            fact.Texts.Add(said is not null && said != text.Text && !(!text.IsName && RichText.Clean(text.Text) == said) ? text with { Text = said }
                : text.Text == main.Item1 && main.Item2 is not null && main.Item2 != main.Item1 ? text with { Text = main.Item2 } : text);
        }

        fact.Texts.AddRange(own.Texts.Where(one => !taken.Contains((one.Locale, one.IsName))));
    }

    /// <summary>The locale of a shop that a file means by its own: <c>de_DE</c> and a store view called <c>de</c> are both <c>de</c>.</summary>
    public static string? LocaleOf(string said, IReadOnlyList<string> locales)
    {
        var plain = said.Replace('_', '-');
        return locales.FirstOrDefault(locale => locale.Equals(plain, StringComparison.OrdinalIgnoreCase))
            ?? locales.FirstOrDefault(locale => locale.Split('-')[0].Equals(plain.Split('-')[0], StringComparison.OrdinalIgnoreCase));
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
