using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>How the list of bundles is ordered.</summary>
public enum BundlesSort
{
    /// <summary>What was worked on last.</summary>
    Changed,
    Name,
    State,
    Price,
    Margin,
    Stock,
}

/// <summary>What the list of bundles shows and how, as its address carries it: a link to the page is a link to exactly this list.</summary>
public sealed record BundlesView
{
    /// <summary>In place of a state: live ones that shoppers cannot buy as they were approved.</summary>
    private const string AttentionWord = "attention";

    public string Text { get; init; } = "";

    public BundleStatus? State { get; init; }

    /// <summary>Only live ones that shoppers cannot buy as they were approved.</summary>
    public bool NeedsAttention { get; init; }

    public BundleKind? Kind { get; init; }

    /// <summary>Not only those of the shop in the bar.</summary>
    public bool AllShops { get; init; }

    /// <summary>Code of the only shop of interest among all; null for each.</summary>
    public string? Shop { get; init; }

    /// <summary>Only those of which anything is to be said.</summary>
    public bool WithProblems { get; init; }

    public BundlesSort Sort { get; init; }

    public bool Descending { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow =>
        Text.Trim().Length > 0 || State is not null || NeedsAttention || Kind is not null || WithProblems || (AllShops && Shop is not null);

    /// <param name="query">With or without its question mark; what it does not know is passed over.</param>
    public static BundlesView Parse(string? query)
    {
        var view = new BundlesView();
        foreach (var pair in new QueryStringEnumerable(query ?? ""))
        {
            var value = pair.DecodeValue().ToString();
            view = pair.DecodeName().ToString() switch
            {
                "q" => view with { Text = value },
                "state" => value == AttentionWord ? view with { NeedsAttention = true } : view with { State = Read<BundleStatus>(value) },
                "kind" => view with { Kind = Read<BundleKind>(value) },
                "shops" => view with { AllShops = value == "all" },
                "shop" => view with { Shop = value.Length > 0 ? value : null },
                "problems" => view with { WithProblems = value == "true" },
                "sort" => view with { Sort = Read<BundlesSort>(value.TrimStart('-')) ?? default, Descending = value.StartsWith('-') },
                _ => view,
            };
        }

        return view;
    }

    public string ToAddress()
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("q", Text);
        Add("state", NeedsAttention ? AttentionWord : State?.ToString());
        Add("kind", Kind?.ToString());
        Add("shops", AllShops ? "all" : null);
        Add("shop", AllShops ? Shop : null);
        Add("problems", WithProblems ? "true" : null);
        Add("sort", Sort == BundlesSort.Changed && !Descending ? null : (Descending ? "-" : "") + Sort.ToString().ToLowerInvariant());
        return parts.Count > 0 ? $"{Addresses.Bundles}?{string.Join('&', parts)}" : Addresses.Bundles;
    }

    /// <summary>By this column, or the other way round when it is that already. Amounts begin with the most.</summary>
    public BundlesView By(BundlesSort sort) => this with
    {
        Sort = sort,
        Descending = Sort == sort ? !Descending : sort is BundlesSort.Price or BundlesSort.Margin or BundlesSort.Stock,
    };

    /// <summary>The same list with nothing left out.</summary>
    public BundlesView Whole() => this with { Text = "", State = null, NeedsAttention = false, Kind = null, Shop = null, WithProblems = false };

    private static T? Read<T>(string value)
        where T : struct, Enum =>
        Enum.TryParse<T>(value, ignoreCase: true, out var read) && Enum.IsDefined(read) ? read : null;
}
