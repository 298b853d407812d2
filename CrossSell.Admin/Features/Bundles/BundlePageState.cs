using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>
/// A bundle as one person edits it: the content in memory, what can be undone, what was typed and could not be read. Knows no component and no database.
/// </summary>
public sealed class BundlePageState
{
    private readonly Stack<BundleContent> undo = [];
    private readonly Dictionary<string, string> problems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private readonly Dictionary<int, IReadOnlyDictionary<int, QuoteProduct>> products = [];

    public BundlePageState(Bundle bundle, IReadOnlyList<Channel> channels)
    {
        (Bundle, Channels) = (bundle, channels);
        Revision = bundle.Open ?? bundle.Revisions.MaxBy(revision => revision.Number)!;
        (Content, Version) = (BundleContent.Of(Revision), Revision.Version);
        Saved = Content;
    }

    public Bundle Bundle { get; }

    /// <summary>The open revision, else the newest.</summary>
    public BundleRevision Revision { get; }

    public IReadOnlyList<Channel> Channels { get; }

    public BundleContent Content { get; private set; }

    /// <summary>That the shops define, of all shops.</summary>
    public IReadOnlyList<Segment> Segments { get; set; } = [];

    /// <summary>The content that the database has.</summary>
    public BundleContent Saved { get; private set; }

    /// <summary>The version that the next save names.</summary>
    public int Version { get; private set; }

    public bool CanUndo => undo.Count > 0;

    public bool IsDirty => !Same(Content, Saved);

    public bool HasProblems => problems.Count > 0;

    /// <summary>The channels of the set, or all while it has none.</summary>
    public IReadOnlyList<Channel> Places =>
        Channels.Where(channel => Content.ChannelIds.Contains(channel.Id)).ToArray() is { Length: > 0 } own ? own : Channels;

    /// <summary>What is wrong with what was typed in a field; null when it was read.</summary>
    public string? Problem(string field) => problems.GetValueOrDefault(field);

    /// <summary>A number field as it was typed, so that nobody's "1" becomes "1.00" under the fingers.</summary>
    public string Shown(string field, string value) => typed.GetValueOrDefault(field) ?? value;

    /// <summary>The figures of each channel, as the quotes need them.</summary>
    public void Know(int channelId, IReadOnlyDictionary<int, QuoteProduct> known) => products[channelId] = known;

    public bool Knows(int channelId, int productId) => products.TryGetValue(channelId, out var known) && known.ContainsKey(productId);

    public BundleQuote Quote(Channel channel) =>
        BundleQuotes.Of(Content, channel, products.GetValueOrDefault(channel.Id) ?? new Dictionary<int, QuoteProduct>(), Revision.Id);

    public IReadOnlyList<BundleCheck> Checks(DateTimeOffset now) =>
        BundleReadiness.Check(Content, [.. Channels.Where(channel => Content.ChannelIds.Contains(channel.Id)).Select(Quote)], now, Segments);

    public bool Add(int productId) =>
        Content.Components.All(component => component.ProductId != productId)
            && Change(Content with { Components = [.. Content.Components, new ComponentContent(productId)] });

    public bool Remove(int productId) => Change(Content with { Components = [.. Content.Components.Where(component => component.ProductId != productId)] });

    /// <param name="by">-1 up, 1 down.</param>
    public bool Move(int productId, int by)
    {
        var components = Content.Components.ToList();
        var from = components.FindIndex(component => component.ProductId == productId);
        var to = from + by;
        if (from < 0 || to < 0 || to >= components.Count)
        {
            return false;
        }

        (components[from], components[to]) = (components[to], components[from]);
        return Change(Content with { Components = components });
    }

    public bool SetQuantity(int productId, string? text) =>
        Read($"quantity-{productId}", text, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)
            && quantity is >= 1 and <= BundlePricing.MaxQuantity, "A whole number from 1 on.")
        && Change(Content with
        {
            Components = [.. Content.Components.Select(component => component.ProductId == productId ? component with { Quantity = quantity } : component)]
        });

    public bool SetDiscount(int productId, string? text) =>
        Read($"discount-{productId}", text, TypedNumbers.TryPercent(text, out var basisPoints), "0 to 100 %.")
        && Change(Content with
        {
            Components = [
            .. Content.Components.Select(component => component.ProductId == productId ? component with { DiscountBasisPoints = basisPoints } : component)]
        });

    /// <summary>Whether the bundle is also offered on the page of a component that is not the main product.</summary>
    public bool SetLeads(int productId, bool leads) =>
        Change(Content with
        {
            Components = [.. Content.Components.Select(component => component.ProductId == productId ? component with { Leads = leads } : component)]
        });

    public bool SetPricing(PricingKind pricing)
    {
        problems.Clear();
        typed.Clear();
        if (pricing == Content.Pricing)
        {
            return false;
        }

        // An amount off is no set price: each kind starts from what the set costs and saves now, so that switching never gives anything away.
        var now = Quote(Places[0]).Price;
        var amount = pricing switch
        {
            PricingKind.FixedPrice => now?.SetPrice.Minor ?? 0,
            PricingKind.AmountOff => now?.Saving.Minor ?? 0,
            _ => Content.Amount,
        };
        return Change(Content with { Pricing = pricing, Amount = amount });
    }

    public bool SetPercent(string? text) =>
        Read("percent", text, TypedNumbers.TryPercent(text, out var basisPoints), "A discount lies between 0 and 100 %.")
            && Change(Content with { PercentBasisPoints = basisPoints });

    public bool SetAmount(string? text) =>
        Read("amount", text, TypedNumbers.TryAmount(text, Places[0].Currency, out var amount), $"An amount in {Places[0].CurrencyCode}.")
            && Change(Content with { Amount = amount.Minor });

    public bool SetRounding(PriceRounding rounding) => Change(Content with { Rounding = rounding });

    public bool SetName(string? text) =>
        Read("name", text?.Trim() is { Length: > 0 and <= BundleContent.NameLength }, $"The set needs a name of at most {BundleContent.NameLength} letters.")
            && Change(Content with { Name = text!.Trim() });

    /// <param name="code">Null for every shopper.</param>
    public bool SetSegment(string? code) => Change(Content with { Segment = Clean(code) });

    public bool SetText(string? text) => Change(Content with { Text = Clean(text) });

    public bool SetNote(string? text) => Change(Content with { Note = Clean(text) });

    public bool SetStart(string? text) => Read("starts", TryWall(text, out var wall), "Not a date.") && Change(Content with { StartsAt = wall });

    public bool SetEnd(string? text) =>
        Read("ends", TryWall(text, out var wall), "Not a date.")
        && Read("ends", wall is null || Content.StartsAt is null || wall > Content.StartsAt, "The end lies before the start.")
        && Change(Content with { EndsAt = wall });

    public bool SetChannel(int channelId, bool sold) =>
        Change(Content with
        {
            ChannelIds = [.. (sold ? Content.ChannelIds.Append(channelId) : Content.ChannelIds.Where(id => id != channelId)).Distinct().Order()]
        });

    /// <summary>Goes back by one edit.</summary>
    public bool Undo()
    {
        if (!undo.TryPop(out var before))
        {
            return false;
        }

        problems.Clear();
        typed.Clear();
        Content = before;
        return true;
    }

    /// <summary>The database took this content and gave it this version.</summary>
    public void Accept(BundleContent content, int version) => (Saved, Version) = (content, version);

    private bool Read(string field, string? text, bool understood, string problem)
    {
        typed[field] = text ?? "";
        return Read(field, understood, problem);
    }

    private bool Read(string field, bool understood, string problem)
    {
        if (understood)
        {
            problems.Remove(field);
        }
        else
        {
            problems[field] = problem;
        }

        return understood;
    }

    private bool Change(BundleContent content)
    {
        if (Same(content, Content))
        {
            return false;
        }

        undo.Push(Content);
        Content = content;
        return true;
    }

    private static bool TryWall(string? text, out DateTime? wall)
    {
        wall = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var understood = DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed);
        wall = understood ? parsed : null;
        return understood;
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // Records compare lists by reference.
    private static bool Same(BundleContent one, BundleContent other) =>
        one.Components.SequenceEqual(other.Components) && one.ChannelIds.SequenceEqual(other.ChannelIds)
        && one with { Components = other.Components, ChannelIds = other.ChannelIds } == other;
}
