using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shell;

/// <summary>
/// Where one person's tab is on the tour of the studio. It is offered until somebody takes it or declines it, which the account remembers; from the account
/// menu it can be taken at any time. It lives as long as the circuit: a page that is made again stands without it.
/// </summary>
internal sealed class TourGuide(
    OwnAccount account, CurrentActor current, StudioSession session, SuggestionInbox suggestions, NavigationManager navigation)
{
    private string? product;

    /// <summary>Raised when the step or the offer has changed.</summary>
    public event Action? Changed;

    /// <summary>Whether this person has neither taken nor declined it yet.</summary>
    public bool IsOffered { get; private set; }

    /// <summary>What this person is shown, by their rights; empty before the tour was started.</summary>
    public IReadOnlyList<TourStep> Steps { get; private set; } = [];

    /// <summary>From 0; null while the tour is not on.</summary>
    public int? Index { get; private set; }

    public TourStep? Step => Index is { } index ? Steps[index] : null;

    /// <summary>The step's page, with its product.</summary>
    public string Address => Step is not { } step ? Addresses.Today
        : step.OfProduct && product is not null ? (step.Address == Addresses.Links ? Addresses.LinksOf(product) : Addresses.PreviewOf(product))
        : step.Address;

    /// <summary>Whether somebody may set up a shop: told at the end of the tour.</summary>
    public bool MaySetUp { get; private set; }

    /// <summary>Asks the account whether the tour is to be offered.</summary>
    public async Task LoadAsync()
    {
        IsOffered = await account.IsTourOpenAsync(await current.GetAsync());
        Changed?.Invoke();
    }

    /// <summary>From the first step. The account remembers it at once: anyone who leaves half-way is not asked again.</summary>
    public async Task StartAsync()
    {
        var actor = await current.GetAsync();
        Steps = [.. TourStep.All.Where(step => step.Needs is not { } needed || actor.CanAnywhere(needed))];
        MaySetUp = actor.Can(Permission.Administer, null);
        product = session.Channel is { } channel
            ? (await suggestions.FindAsync(new SuggestionQuery(channel.Id, PageSize: 1))).Rows.Select(row => row.Anchor.Sku).FirstOrDefault()
            : null;
        Index = 0;
        await RememberAsync(actor);
        Open();
    }

    /// <summary>One step on (1) or back (-1); past the last one the tour is over.</summary>
    public void Move(int by)
    {
        if (Index is not { } index)
        {
            return;
        }

        if (index + by >= Steps.Count)
        {
            End();
        }
        else if (index + by >= 0)
        {
            Index = index + by;
            Open();
        }
    }

    public void End()
    {
        Index = null;
        Changed?.Invoke();
    }

    /// <summary>No, thanks: never again.</summary>
    public async Task DeclineAsync()
    {
        await RememberAsync(await current.GetAsync());
        Changed?.Invoke();
    }

    private async Task RememberAsync(Actor actor)
    {
        if (IsOffered)
        {
            IsOffered = false;
            await account.EndTourAsync(actor);
        }
    }

    private void Open()
    {
        if (navigation.ToBaseRelativePath(navigation.Uri) != Address.TrimStart('/'))
        {
            navigation.NavigateTo(Address);
        }

        Changed?.Invoke();
    }
}
