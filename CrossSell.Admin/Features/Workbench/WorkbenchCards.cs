using CrossSell.Core.Common;
using CrossSell.Core.People;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>What the cards of one product page share: the one way to write, who else changed something, and whether anything waits to be saved.</summary>
public sealed class WorkbenchCards
{
    private readonly List<WorkbenchCard> cards = [];

    /// <summary>
    /// Writes as the person signed in, says what was done with a way to undo it, and loads the page again. Gives the refusal when it was refused; stale ones
    /// have loaded the newest state.
    /// </summary>
    public required Func<Func<Actor, Task<Outcome<long>>>, string, Task<Refusal?>> WriteAsync { get; init; }

    /// <summary>Called when something begins or ceases to wait for saving.</summary>
    public required Action Changed { get; init; }

    /// <summary>Opens a product's page.</summary>
    public required Action<string> Open { get; init; }

    /// <summary>Who changed this product last while the page stood open, and when; null for nobody.</summary>
    public (string Who, DateTimeOffset At)? LastChange { get; set; }

    public bool IsDirty => cards.Exists(card => card.IsDirty);

    public void Add(WorkbenchCard card) => cards.Add(card);

    public void Remove(WorkbenchCard card) => cards.Remove(card);

    /// <summary>Opens the card that holds a field, as completeness names it, and puts the cursor there.</summary>
    /// <returns>False when no card can edit it here.</returns>
    public async Task<bool> GoToAsync(string field, int channelId, string? locale)
    {
        foreach (var card in cards)
        {
            if (card.ElementOf(field, channelId, locale) is { } element)
            {
                await card.OpenAsync(element);
                return true;
            }
        }

        return false;
    }
}
