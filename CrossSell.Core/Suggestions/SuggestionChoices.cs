using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <param name="Types">That a pair can be accepted as, in the shop's order.</param>
/// <param name="Categories">All of them: the inbox counts by the ids of the anchors' own.</param>
public sealed record SuggestionVocabulary(IReadOnlyList<LinkType> Types, IReadOnlyList<Category> Categories);

/// <summary>What a person may choose from while deciding on suggestions, all of it small at any size of the catalogue.</summary>
public sealed class SuggestionChoices(StudioStore store)
{
    public async Task<SuggestionVocabulary> LoadAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var types = await db.LinkTypes.Where(type => !type.Retired).OrderBy(type => type.Position).ToListAsync(cancellation);
        // Of a type and its reverse, the one that offers something: nobody accepts a pair as "fits".
        return new SuggestionVocabulary(
            [.. types.Where(type => type.FillsPanel || LinkRules.ReverseTypeOf(type, types) is not { FillsPanel: true })],
            await db.Categories.ToListAsync(cancellation));
    }
}
