namespace CrossSell.Core.Panels;

/// <summary>Where a pin or an exclusion stands in a channel: at a product, a category or, under 0, the channel itself.</summary>
internal readonly record struct PanelPlace(int ChannelId, OverrideScope Scope, int Id)
{
    /// <summary>The places at which something else stands now than before, in whatever order.</summary>
    public static IEnumerable<PanelPlace> Moved<T>(
        int channelId, ILookup<(OverrideScope Scope, int Id), T> before, ILookup<(OverrideScope Scope, int Id), T> now) =>
        before.Concat(now).Select(standing => standing.Key).Distinct().Where(place => !before[place].ToHashSet().SetEquals(now[place]))
            .Select(place => new PanelPlace(channelId, place.Scope, place.Id));

    /// <summary>Whether any of them reaches the anchor of these facts; they are null for a product that its channel does not know.</summary>
    public static bool Reach(HashSet<PanelPlace> places, PanelKey key, PanelFacts? facts) =>
        facts is not null && facts.Places.Any(place => places.Contains(new PanelPlace(key.ChannelId, place.Scope, place.Id)));
}
