using CrossSell.Core.Common;
using CrossSell.Core.Rules;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>
/// What fills a slot, as the builder asks it: every line that says something must hold. A condition of another form, from a file or a rule, is kept as it is
/// and not taken apart.
/// </summary>
/// <param name="From">In the currency of the shop; null is open.</param>
public sealed record SlotRuleDraft(
    EquatableList<int> Categories, EquatableList<string> Brands, EquatableList<string> Tags, decimal? From = null, decimal? To = null)
{
    public static readonly SlotRuleDraft Blank = new([], [], []);

    /// <summary>Null while nothing is asked.</summary>
    public Condition? Condition
    {
        get
        {
            var parts = new List<Condition>();
            if (Categories.Count > 0)
            {
                parts.Add(new InCategory(Categories));
            }

            if (Brands.Count > 0)
            {
                parts.Add(new OfBrand(Brands));
            }

            if (Tags.Count > 0)
            {
                parts.Add(new Tagged(Tags));
            }

            if (From is not null || To is not null)
            {
                parts.Add(new PriceBetween(From, To));
            }

            return parts switch { [] => null, [var only] => only, _ => new AllOf([.. parts]) };
        }
    }

    /// <summary>The lines of a condition; null when it says more than these lines can.</summary>
    public static SlotRuleDraft? Of(Condition? condition)
    {
        var draft = Blank;
        IReadOnlyList<Condition> parts = condition switch { null => [], AllOf all => all.Parts, _ => [condition] };
        foreach (var part in parts)
        {
            // A second line of one kind would mean something else than one with both values.
            if (part switch
            {
                InCategory one when draft.Categories.Count == 0 => draft with { Categories = one.CategoryIds },
                OfBrand one when draft.Brands.Count == 0 => draft with { Brands = one.Brands },
                Tagged one when draft.Tags.Count == 0 => draft with { Tags = one.Tags },
                PriceBetween one when draft is { From: null, To: null } => draft with { From = one.From, To = one.To },
                _ => null,
            } is not { } read)
            {
                return null;
            }

            draft = read;
        }

        return draft;
    }
}
