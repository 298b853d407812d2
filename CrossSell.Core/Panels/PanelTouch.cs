using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>
/// Which products the writes since some state touched, as far as panels care. When a write is not told row by row (a mining run, an import), is large, or
/// touches what all panels share, everything counts as touched: a panel must never be older than that second.
/// </summary>
/// <param name="Products">Null for everything.</param>
/// <param name="Rules">That were written.</param>
internal sealed record PanelTouch(IReadOnlySet<int>? Products, IReadOnlySet<int> Rules)
{
    private const int MostChanges = 500;

    private static readonly PanelTouch Everything = new(null, new HashSet<int>());

    // No panel shows anything of these; saved views belong to a feature that panels do not know.
    private static readonly HashSet<string> Elsewhere =
        ["SavedView", nameof(ReviewComment), nameof(User), nameof(RoleGrant), nameof(ApiKey), nameof(MediaFile)];

    public static async Task<PanelTouch> SinceAsync(StudioDb db, long from, long to, CancellationToken cancellation)
    {
        var sets = await db.ChangeSets.CountAsync(set => set.Id > from && set.Id <= to, cancellation);
        var changes = await db.Changes.Where(change => change.ChangeSetId > from && change.ChangeSetId <= to).Take(MostChanges + 1).ToListAsync(cancellation);
        if (changes.Count > MostChanges || changes.Select(change => change.ChangeSetId).Distinct().Count() < sets)
        {
            return Everything;
        }

        var (products, rules, links, verdicts) = (new HashSet<int>(), new HashSet<int>(), new List<int>(), new List<int>());
        foreach (var change in changes)
        {
            switch (change.Entity)
            {
                case nameof(Product):
                    products.Add(Part(change));
                    if (change.Kind == ChangeKind.Edited && (Tells(change, nameof(Product.ParentId)) || Tells(change, nameof(Product.Kind))))
                    {
                        return Everything;
                    }

                    if (Field(change, nameof(Product.ParentId)) is { } parent)
                    {
                        products.Add(parent);
                    }

                    break;
                case nameof(Listing) or nameof(AttributeValue) or nameof(ProductText) or nameof(ProductCategory):
                    products.Add(Part(change));
                    break;
                case nameof(ProductMedia) when Field(change, nameof(ProductMedia.ProductId)) is { } owner:
                    products.Add(owner);
                    break;
                case nameof(ProductLink) when change.Kind == ChangeKind.Edited:
                    links.Add(Part(change));
                    break;
                case nameof(ProductLink) when Field(change, nameof(ProductLink.SourceId)) is { } source:
                    products.Add(source);
                    break;
                case nameof(SuggestionVerdict) when change.Kind == ChangeKind.Edited:
                    verdicts.Add(Part(change));
                    break;
                case nameof(SuggestionVerdict) when Field(change, nameof(SuggestionVerdict.AnchorId)) is { } anchor:
                    products.Add(anchor);
                    break;
                case nameof(Rule):
                    rules.Add(Part(change));
                    break;
                case var other when Elsewhere.Contains(other):
                    break;
                default:
                    return Everything;
            }
        }

        if (links.Count > 0)
        {
            // A link that is gone again meanwhile was told of by its removal.
            products.UnionWith(await db.Links.Where(link => links.Contains(link.Id)).Select(link => link.SourceId).ToListAsync(cancellation));
        }

        if (verdicts.Count > 0)
        {
            products.UnionWith(await db.SuggestionVerdicts.Where(verdict => verdicts.Contains(verdict.Id)).Select(verdict => verdict.AnchorId).ToListAsync(cancellation));
        }

        return new PanelTouch(products, rules);
    }

    private static int Part(Change change) => int.Parse(change.EntityId.Split('/')[0], CultureInfo.InvariantCulture);

    private static bool Tells(Change change, string field) => (change.After ?? change.Before)?.Contains($"\"{field}\"", StringComparison.Ordinal) ?? false;

    private static int? Field(Change change, string name)
    {
        using var fields = JsonDocument.Parse(change.After ?? change.Before ?? "{}");
        return fields.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
    }
}
