using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>A bundle as one person edits it: a draft of its content, what of it could not be read, and what the shops say about its products.</summary>
public sealed partial class BundlePageState : LiveDraft<BundleContent>
{
    private static readonly DraftField<BundleContent>[] Fields =
    [
        new(Texts.Key("Name"), content => content.Name, (into, from) => into with { Name = from.Name }),
        new(
            Texts.Key("Products"), content => (EquatableList<ComponentContent>)[.. content.Components],
            (into, from) => into with { Components = from.Components }),
        new(
            Texts.Key("Kind and choices"), content => (content.Kind, content.Slots),
            (into, from) => into with { Kind = from.Kind, Slots = from.Slots, Components = WithSlots(into.Components, from) }),
        new(
            Texts.Key("Price"),
            content => (content.Pricing, content.PercentBasisPoints, content.Amount, content.Rounding, content.BuyQuantity, content.PayQuantity,
                content.IsComposite, content.StacksWithCodes),
            (into, from) => into with
            {
                Pricing = from.Pricing, PercentBasisPoints = from.PercentBasisPoints, Amount = from.Amount, Rounding = from.Rounding,
                BuyQuantity = from.BuyQuantity, PayQuantity = from.PayQuantity, IsComposite = from.IsComposite, StacksWithCodes = from.StacksWithCodes,
            }),
        new(Texts.Key("Sold in"), content => (EquatableList<int>)[.. content.ChannelIds], (into, from) => into with { ChannelIds = from.ChannelIds }),
        new(Texts.Key("Offered to"), content => content.Segment, (into, from) => into with { Segment = from.Segment }),
        new(Texts.Key("Text for the shopper"), content => content.Text, (into, from) => into with { Text = from.Text }),
        new(
            Texts.Key("Languages and picture"), content => (content.Locales, content.PictureHash),
            (into, from) => into with { Locales = from.Locales, PictureHash = from.PictureHash }),
        new(Texts.Key("Starts"), content => content.StartsAt, (into, from) => into with { StartsAt = from.StartsAt }),
        new(Texts.Key("Ends before"), content => content.EndsAt, (into, from) => into with { EndsAt = from.EndsAt }),
        new(Texts.Key("For the reviewer"), content => content.Note, (into, from) => into with { Note = from.Note }),
    ];

    private readonly Dictionary<string, string> problems = new(StringComparer.Ordinal);
    private int lines;
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private readonly Dictionary<int, IReadOnlyDictionary<int, QuoteProduct>> products = [];
    private readonly Dictionary<int, QuoteFigures> figures = [];

    // Of the revision that was on sale when the page was read.
    private readonly int? standing;

    /// <param name="sales">Null for a bundle that nobody sells yet.</param>
    /// <param name="now">What stands for the bundle is so at an instant.</param>
    public BundlePageState(Bundle bundle, IReadOnlyList<Channel> channels, BundleSales? sales = null, DateTimeOffset now = default)
        : this(bundle, BundleList.Shown(bundle, sales?.StandingAt(now)), channels) =>
        (Sales, standing) = (sales ?? BundleSales.None, sales?.StandingAt(now));

    private BundlePageState(Bundle bundle, BundleRevision revision, IReadOnlyList<Channel> channels)
        : base(Fields, BundleContent.Of(revision), revision.Version) => (Bundle, Revision, Channels) = (bundle, revision, channels);

    public Bundle Bundle { get; private set; }

    /// <summary>When its shops sell which of its revisions.</summary>
    public BundleSales Sales { get; set; } = BundleSales.None;

    /// <summary>The open revision, else the one that shoppers see, else the newest.</summary>
    public BundleRevision Revision { get; private set; }

    public IReadOnlyList<Channel> Channels { get; }

    public BundleContent Content => Draft;

    /// <summary>That the shops define, of all shops.</summary>
    public IReadOnlyList<Segment> Segments { get; set; } = [];

    /// <summary>Whether the revision can be worked on now.</summary>
    public bool IsEditable => Revision.IsEditable && Bundle.RetiredAt is null;

    public bool HasProblems => problems.Count > 0;

    /// <summary>The channels of the set, or all while it has none.</summary>
    public IReadOnlyList<Channel> Places =>
        Channels.Where(channel => Content.ChannelIds.Contains(channel.Id)).ToArray() is { Length: > 0 } own ? own : Channels;

    /// <summary>What is wrong with what was typed in a field; null when it was read.</summary>
    public string? Problem(string field) => problems.GetValueOrDefault(field);

    /// <summary>A number field as it was typed, so that nobody's "1" becomes "1.00" under the fingers.</summary>
    public string Shown(string field, string value) => typed.GetValueOrDefault(field) ?? value;

    /// <summary>Adds what was read; what others asked for meanwhile stays known.</summary>
    public void Know(int channelId, IReadOnlyDictionary<int, QuoteProduct> known)
    {
        var all = new Dictionary<int, QuoteProduct>(products.GetValueOrDefault(channelId) ?? new Dictionary<int, QuoteProduct>());
        foreach (var (id, product) in known)
        {
            all[id] = product;
        }

        products[channelId] = all;
    }

    /// <summary>Adds all that quotes depend on, as it was read; what fills other rules and the variants of other families stay known.</summary>
    public void Know(QuoteFigures read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Know(read.Channel.Id, read.Products);
        var known = figures.GetValueOrDefault(read.Channel.Id);
        figures[read.Channel.Id] = known is null ? read : read with
        {
            Filled = known.Filled.Where(fill => !read.Filled.ContainsKey(fill.Key)).Concat(read.Filled).ToDictionary(),
            Variants = known.Variants.Where(family => !read.Variants.Contains(family.Key)).Concat(read.Variants)
                .SelectMany(family => family.Select(id => (Family: family.Key, Id: id))).ToLookup(pair => pair.Family, pair => pair.Id),
        };
    }

    public bool Knows(int channelId, int productId) => products.TryGetValue(channelId, out var known) && known.ContainsKey(productId);

    /// <summary>Whether all that the draft names can be quoted there without asking again.</summary>
    public bool Knows(Channel shop) => figures.TryGetValue(shop.Id, out var known) && ProductIds.All(id => Knows(shop.Id, id))
        && Content.Slots.Select(slot => SlotFill.Of(slot, Content.MainProductId)).OfType<SlotFill>().All(known.Filled.ContainsKey);

    public BundleQuote Quote(Channel channel)
    {
        var known = products.GetValueOrDefault(channel.Id) ?? new Dictionary<int, QuoteProduct>();
        return figures.TryGetValue(channel.Id, out var read)
            ? BundleQuotes.Of(Content, read with { Products = known }, Revision.Id)
            : BundleQuotes.Of(Content, channel, known, Revision.Id);
    }

    public IReadOnlyList<BundleCheck> Checks(DateTimeOffset now) =>
        BundleReadiness.Check(Content, [.. Channels.Where(channel => Content.ChannelIds.Contains(channel.Id)).Select(Quote)], now, Segments);

    /// <summary>The same with what stands beside it.</summary>
    public IReadOnlyList<BundleCheck> Advice(DateTimeOffset now, BundleAround around) =>
        BundleAdvice.Check(Content, [.. Channels.Where(channel => Content.ChannelIds.Contains(channel.Id)).Select(Quote)], now, Segments, around);

    /// <summary>Takes a correction that is an edit; undone like any other. False for a place, and when the draft says so already.</summary>
    public bool Apply(BundleFix fix)
    {
        ArgumentNullException.ThrowIfNull(fix);
        if (fix.Content is not { } corrected || !Change(corrected))
        {
            return false;
        }

        OnReplaced(); // What stood in a field may be what was corrected.
        return true;
    }

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
        // Three for the price of two, until somebody says otherwise.
        var (buy, pay) = pricing == PricingKind.BuyNPayM && Content.BuyQuantity < 2 ? (3, 2) : (Content.BuyQuantity, Content.PayQuantity);
        return Change(Content with { Pricing = pricing, Amount = amount, BuyQuantity = buy, PayQuantity = pay });
    }

    public bool SetBuy(string? text) =>
        Read("buy", text, TypedNumbers.TryWhole(text, out var buy) && buy is >= 2 and <= BundlePricing.MaxQuantity, L["A whole number, at least {0}.", 2])
            && Change(Content with { BuyQuantity = buy, PayQuantity = Math.Clamp(Content.PayQuantity, 1, buy - 1) });

    public bool SetPay(string? text) =>
        Read("pay", text, TypedNumbers.TryWhole(text, out var pay) && pay >= 1 && pay < Content.BuyQuantity, L["At least 1, and fewer than are bought."])
            && Change(Content with { PayQuantity = pay });

    public bool SetStacks(bool stacks) => Change(Content with { StacksWithCodes = stacks });

    public bool SetComposite(bool composite) => Change(Content with { IsComposite = composite });

    public bool SetPercent(string? text) =>
        Read("percent", text, TypedNumbers.TryPercent(text, out var basisPoints), L["A discount is from 0 to 100 %."])
            && Change(Content with { PercentBasisPoints = basisPoints });

    public bool SetAmount(string? text) =>
        Read("amount", text, TypedNumbers.TryAmount(text, Places[0].Currency, out var amount), L["An amount in {0}.", Places[0].CurrencyCode])
            && Change(Content with { Amount = amount.Minor });

    public bool SetRounding(PriceRounding rounding) => Change(Content with { Rounding = rounding });

    public bool SetName(string? text) =>
        Read(
            "name",
            text?.Trim() is { Length: > 0 and <= BundleContent.NameLength },
            L["The bundle needs a name of at most {0} letters.", BundleContent.NameLength])
            && Change(Content with { Name = text!.Trim() });

    /// <param name="locale">One of the shops'; its own words stand in for the bundle's name.</param>
    public bool SetLocaleName(string locale, string? text) =>
        Read($"name-{locale}", text?.Trim().Length is null or <= BundleContent.NameLength, L["At most {0} letters.", BundleContent.NameLength])
            && ChangeLocale(locale, own => own with { Name = Clean(text) });

    public bool SetLocaleText(string locale, string? text) => ChangeLocale(locale, own => own with { Text = Clean(text) });

    /// <param name="locale">Null for all that have none of their own.</param>
    /// <param name="hash">Of the media folder; null for the pictures of the parts.</param>
    public bool SetPicture(string? locale, string? hash) =>
        locale is null ? Change(Content with { PictureHash = hash }) : ChangeLocale(locale, own => own with { PictureHash = hash });

    /// <param name="code">Null for every shopper.</param>
    public bool SetSegment(string? code) => Change(Content with { Segment = Clean(code) });

    public bool SetText(string? text) => Change(Content with { Text = Clean(text) });

    public bool SetNote(string? text) => Change(Content with { Note = Clean(text) });

    public bool SetStart(DateTime? wall) => Change(Content with { StartsAt = wall });

    public bool SetEnd(DateTime? wall) =>
        Read("ends", wall is null || Content.StartsAt is null || wall > Content.StartsAt, L["The end is before the start."])
        && Change(Content with { EndsAt = wall });

    public bool SetChannel(int channelId, bool sold) =>
        Change(Content with
        {
            ChannelIds = [.. (sold ? Content.ChannelIds.Append(channelId) : Content.ChannelIds.Where(id => id != channelId)).Distinct().Order()]
        });

    /// <summary>Whether the actor may work on the bundle at all: in each shop that it is sold in, as it is stored.</summary>
    public bool MayEdit(Actor actor) => actor.CanInEach(Permission.EditBundles, Saved.ChannelIds);

    /// <summary>For its <see cref="DraftKeeper"/>.</summary>
    public KeptDraft Kept() => Kept(FormattableString.Invariant($"bundle:{Revision.Id}"));

    /// <summary>Whether this is a bundle that the draft can go on from: the same revision, still as open as it was.</summary>
    public bool Continues(Bundle stored) => ShownOf(stored) is { } revision
        && (revision.Id, revision.State, stored.RetiredAt) == (Revision.Id, Revision.State, Bundle.RetiredAt);

    /// <summary>
    /// What is stored now, which somebody else may have changed. True when it is newer: the draft stands on it then, and keeps what was typed.
    /// </summary>
    public bool CatchUp(Bundle stored)
    {
        var revision = ShownOf(stored);
        if (!Rebase(BundleContent.Of(revision), revision.Version))
        {
            return false;
        }

        (Bundle, Revision) = (stored, revision);
        return true;
    }

    /// <summary>What two people made of a field, in words.</summary>
    public IReadOnlyList<ConflictItem> ConflictItems() =>
        [.. Conflicts.Select(conflict => new ConflictItem(
            L[conflict.Field], Words(conflict.Field, Draft), Words(conflict.Field, conflict.Theirs), conflict.Field))];

    // What could not be read belongs to the draft that it was typed into.
    protected override void OnReplaced()
    {
        problems.Clear();
        typed.Clear();
    }

    private BundleRevision ShownOf(Bundle bundle) => BundleList.Shown(bundle, standing);

    private string? Words(string field, BundleContent content) => field switch
    {
        "Name" => content.Name,
        "Products" => string.Join(", ", content.Components.Select(part => $"{part.Quantity} × {NameOf(part.ProductId)}")),
        "Kind and choices" => string.Join(", ", [BundleWords.Of(content.Kind), .. content.Slots.Select(slot => slot.Title)]),
        "Languages and picture" => string.Join(", ", content.Locales.Select(own => $"{own.Locale}: {own.Name ?? own.Text}")),
        "Price" => PriceWords(content),
        "Sold in" => string.Join(", ", Channels.Where(channel => content.ChannelIds.Contains(channel.Id)).Select(channel => channel.Name)),
        "Offered to" => content.Segment is { } code ? Segments.FirstOrDefault(segment => segment.Code == code)?.Name ?? code : L["everyone"].Value,
        "Text for the shopper" => content.Text,
        "Starts" => content.StartsAt is { } starts ? Formats.Wall(starts) : null,
        "Ends before" => content.EndsAt is { } ends ? Formats.Wall(ends) : null,
        _ => content.Note,
    };

    private bool ChangeLocale(string locale, Func<LocaleContent, LocaleContent> change)
    {
        var own = change(Content.Locales.FirstOrDefault(item => item.Locale == locale) ?? new LocaleContent(locale));
        return Change(Content with
        {
            Locales = [.. Content.Locales.Where(item => item.Locale != locale).Concat(own.IsEmpty ? [] : [own])
                .OrderBy(item => item.Locale, StringComparer.Ordinal)],
        });
    }

    private string NameOf(int productId) =>
        products.Values.Select(known => known.GetValueOrDefault(productId)?.Summary.Name).FirstOrDefault(name => name is not null)
            ?? L["another product"].Value;

    private string PriceWords(BundleContent content)
    {
        var kind = L[BundleWords.Pricings.First(pricing => pricing.Kind == content.Pricing).Name].Value;
        return content.Pricing switch
        {
            PricingKind.PercentOff => $"{Formats.TypedPercent(content.PercentBasisPoints)} {kind}",
            PricingKind.BuyNPayM => L["buy {0}, pay {1}", content.BuyQuantity, content.PayQuantity].Value,
            PricingKind.AmountOff or PricingKind.FixedPrice => $"{Formats.Amount(new Money(content.Amount, Places[0].Currency))} {kind}",
            _ => kind,
        };
    }

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

    private bool Change(BundleContent content) => Edit(_ => content);

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
