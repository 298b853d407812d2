namespace CrossSell.Core.Search;

/// <summary>Reads the whole catalogue into memory in one pass.</summary>
internal static class CatalogBuild
{
    /// <param name="progress">Told how many products were read.</param>
    public static CatalogMemory Read(CatalogReader reader, Action<int>? progress, CancellationToken cancellation)
    {
        var columns = new CatalogColumns(reader.Lookups());
        var words = new WordIndex.Builder();
        var links = new List<(int Product, IReadOnlyList<int> TargetIds)>();
        foreach (var facts in reader.Products())
        {
            cancellation.ThrowIfCancellationRequested();
            var product = columns.Put(facts, building: true);
            CatalogWords.Read(facts, columns.Lookups, (word, place) => words.Add(product, word, place));
            if (facts.Links.Count > 0)
            {
                links.Add((product, facts.Links.ToArray()));
            }

            progress?.Invoke(product + 1);
        }

        columns.JoinFamilies();
        CatalogFamilies.Settle(columns);
        CatalogFamilies.MarkDeadLinks(columns, links);
        columns.SetBundles(reader.Bundles());
        foreach (var changer in reader.Changers())
        {
            columns.SetChanger(changer);
        }

        columns.Trim();
        var memory = new CatalogMemory(columns, words.Build());
        memory.Warm();
        return memory;
    }
}
