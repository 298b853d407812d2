using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Panels;

/// <summary>A storefront's or a person's question, in the words they use.</summary>
/// <param name="Channel">Code; null is allowed when exactly one channel sells the product.</param>
/// <param name="Cart">SKUs; those the channel does not know are passed over.</param>
/// <param name="At">Null means now.</param>
/// <param name="OnSaleOnly">For the public: a product that is not on sale, and a channel that is not named, do not exist.</param>
public sealed record PanelQuery(
    string Sku,
    string? Channel = null,
    PanelPlacement Placement = PanelPlacement.ProductPage,
    string? Locale = null,
    string? Segment = null,
    IReadOnlyCollection<string>? Cart = null,
    int? Limit = null,
    DateTimeOffset? At = null,
    bool OnSaleOnly = false);

/// <summary>A panel with the channel it is for and the instant it was asked for.</summary>
public sealed record PanelAnswer(Panel Panel, Channel Channel, DateTimeOffset At);

/// <summary>Answers every question for a panel, whoever asks: the preview, the API, the embed and the command line get the same answer from the same index.</summary>
public sealed class PanelService(StudioStore store, TimeProvider time) : IDisposable
{
    public const int MaxLimit = 30;
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile PanelIndex index = PanelIndex.Empty;

    /// <summary>The panel from the index as it stands: memory only, at most about a second behind a write.</summary>
    public Outcome<PanelAnswer> Resolve(PanelQuery query)
    {
        var now = index;
        if (query.Limit is < 1 or > MaxLimit)
        {
            return new Refusal("panel.limit", $"limit is a number from 1 to {MaxLimit}.", "limit");
        }

        if (!now.ProductIds.TryGetValue(query.Sku, out var productId))
        {
            return Refusal.NotFound($"There is no product with the SKU \"{query.Sku}\".", "sku");
        }

        if (ChannelOf(now, query.Channel, productId).IsRefused(out var refusal, out var channel))
        {
            return refusal;
        }

        if (channel.FactsFor(productId) is not { } facts)
        {
            return Refusal.NotFound($"{query.Sku} is not listed in {channel.Channel.Name}.", "sku");
        }

        if (query.OnSaleOnly && facts.Anchor is not { IsActive: true, IsPublished: true })
        {
            return Refusal.NotFound($"There is no product with the SKU \"{query.Sku}\".", "sku");
        }

        var at = query.At ?? time.GetUtcNow();
        var request = new PanelRequest
        {
            AnchorId = productId,
            ChannelId = channel.Channel.Id,
            At = at,
            Placement = query.Placement,
            Locale = query.Locale,
            Segment = query.Segment,
            Cart = [.. (query.Cart ?? []).Where(now.ProductIds.ContainsKey).Select(sku => now.ProductIds[sku]).Distinct()],
            Limit = query.Limit,
        };
        return new PanelAnswer(PanelResolver.Resolve(request, facts, channel.Policy), channel.Channel, at);
    }

    /// <summary>The panel with everything that was written until now: for people who have just changed something.</summary>
    public async Task<Outcome<PanelAnswer>> ResolveFreshAsync(PanelQuery query, CancellationToken cancellation = default)
    {
        await RefreshAsync(cancellation);
        return Resolve(query);
    }

    /// <summary>Reads the index anew when anything was written since, by whatever process.</summary>
    /// <returns>True when it was read.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellation = default)
    {
        if (await store.StateAsync(cancellation) == index.State)
        {
            return false;
        }

        await reading.WaitAsync(cancellation);
        try
        {
            if (await store.StateAsync(cancellation) == index.State)
            {
                return false; // Somebody else has just read it.
            }

            await using var db = store.Read();
            index = await PanelIndexReader.ReadAsync(db, cancellation);
            return true;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>The code of a channel; null for null, and for one that is gone.</summary>
    public string? ChannelCode(int? id) => id is { } known ? index.Channel(known)?.Channel.Code : null;

    public void Dispose() => reading.Dispose();

    private static Outcome<ChannelPanels> ChannelOf(PanelIndex index, string? code, int productId)
    {
        if (code is not null)
        {
            return index.Channel(code) is { } named
                ? named
                : Refusal.NotFound($"There is no channel \"{code}\". The channels are: {string.Join(", ", index.Channels.Select(channel => channel.Channel.Code))}.", "channel");
        }

        var selling = index.Channels.Where(channel => channel.Products.ContainsKey(productId)).ToArray();
        return selling switch
        {
            [var only] => only,
            [] => Refusal.NotFound("No channel sells this product.", "sku"),
            _ => new Refusal("panel.channel", $"Name the channel: {string.Join(", ", selling.Select(channel => channel.Channel.Code))} sell this product.", "channel"),
        };
    }
}
