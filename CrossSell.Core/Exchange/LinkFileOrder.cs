using CrossSell.Core.Common;
using CrossSell.Core.Links;

namespace CrossSell.Core.Exchange;

/// <summary>The order of a list of links after a file named the positions of some of them.</summary>
[Engine]
internal static class LinkFileOrder
{
    /// <summary>Puts each link that has a position in the file there, or in the next free place; the others keep their order around them.</summary>
    /// <param name="list">The links of one list of one product.</param>
    /// <param name="positions">Places from 0 as the file names them, and the line that does: of two that want one place, the line before goes first.</param>
    public static void Place(IEnumerable<ProductLink> list, IReadOnlyDictionary<ProductLink, (int At, int Line)> positions)
    {
        // New ones have no id yet, and stand behind those that exist.
        var links = list.OrderBy(link => link.Position).ThenBy(link => link.Id == 0).ThenBy(link => link.Id).ToList();
        var told = links.Where(positions.ContainsKey).OrderBy(link => positions[link].At).ThenBy(link => positions[link].Line).ToList();
        var places = new ProductLink?[links.Count];
        var free = 0;
        for (var at = 0; at < told.Count; at++)
        {
            // Behind the one before it, and with room for those after it.
            var place = Math.Min(Math.Max(positions[told[at]].At, free), links.Count - (told.Count - at));
            places[place] = told[at];
            free = place + 1;
        }

        using var others = links.Where(link => !positions.ContainsKey(link)).GetEnumerator();
        for (var place = 0; place < places.Length; place++)
        {
            if (places[place] is null && others.MoveNext())
            {
                places[place] = others.Current;
            }

            places[place]!.PlaceAt(place);
        }
    }
}
