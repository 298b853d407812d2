using System.Collections.Concurrent;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;

namespace CrossSell.Core.Today;

/// <summary>What waits for a person, beside the navigation's entries.</summary>
/// <param name="Suggestions">Waiting in the channel that is looked at.</param>
/// <param name="Reviews">Of bundles sold there.</param>
public sealed record NavigationFigures(int Suggestions, int Reviews);

/// <summary>Counts for the navigation of every page, by channel: counted again only when something was written since.</summary>
public sealed class NavigationCounts(StudioStore store, SuggestionInbox inbox)
{
    private readonly ConcurrentDictionary<(ReadScope Scope, int ChannelId), Counted> known = new();

    public async Task<NavigationFigures> LoadAsync(ReadScope scope, int? channelId, CancellationToken cancellation = default)
    {
        var key = (scope, channelId ?? 0);
        var state = await store.StateAsync(cancellation);
        if (known.TryGetValue(key, out var last) && last.State == state)
        {
            return last.Figures;
        }

        await using var db = store.Read(scope);
        var figures = new NavigationFigures(
            channelId is { } channel && scope.Includes(channel) ? await inbox.CountAsync(channel, cancellation) : 0,
            await ReviewQueue.CountAsync(db, channelId, cancellation));
        known[key] = new Counted(state, figures);
        return figures;
    }

    private sealed record Counted(long State, NavigationFigures Figures);
}
