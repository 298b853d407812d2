using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Users.UsersTexts;

namespace CrossSell.Admin.Features.Users;

/// <summary>
/// One account: its roles, which are saved together, and what an administrator can do with it. Each act is done at once, and undo does the opposite; what
/// cannot be undone asks first.
/// </summary>
public sealed partial class UserDialog
{
    private string? problem;
    private AccountLink? link;
    private Question? asked;

    // What was chosen and is not saved yet, by the field of its place.
    private readonly Dictionary<string, Role?> chosen = new(StringComparer.Ordinal);

    private enum Question
    {
        Remove,
        ResetTwoStep,
    }

    [Parameter, EditorRequired]
    public AccountRow Row { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    /// <summary>Something was written.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private AccountService Accounts { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    private IEnumerable<Place> Places => [new(null, L["All shops"]), .. Session.Channels.Select(channel => new Place(channel.Id, channel.Name))];

    private bool HasChosen => Places.Any(place => Chosen(place) != Row.RoleIn(place.Id));

    private string Takes => (Row.HasTwoStep, Row.Passkeys) switch
    {
        (true, 0) => L["The password alone signs them in then."],
        (false, _) => L["Their passkeys stop working."],
        _ => L["Their passkeys stop working, and the password alone signs them in then."],
    };

    private Role? Chosen(Place place) => chosen.TryGetValue(place.Field, out var role) ? role : Row.RoleIn(place.Id);

    private static Choice<Role?>[] Roles =>
        [new(null, L["no role"]), .. Enum.GetValues<Role>().Select(one => new Choice<Role?>(one, UserWords.Of(one)))];

    private void Ask(Question? question) => asked = question;

    // What is given comes before what is taken: who would have no right in between might be the last administrator.
    private Task SaveRolesAsync()
    {
        var changes = Places.Where(place => Chosen(place) != Row.RoleIn(place.Id))
            .Select(place => (Place: place, Before: Row.RoleIn(place.Id), After: Chosen(place)))
            .OrderBy(change => change.After is null).ToList();
        return DoAsync(
            async actor =>
            {
                foreach (var (place, _, after) in changes)
                {
                    if ((await Accounts.SetRoleAsync(Row.Email, after, place.Where, actor)).IsRefused(out var refusal))
                    {
                        return refusal;
                    }

                    chosen.Remove(place.Field);
                }

                return Outcome.Done;
            },
            changes is not [var (only, _, given)] ? L["Saved the roles of {0}.", Row.Name].Value : Said(only, given),
            async actor =>
            {
                foreach (var (place, before, _) in changes.OrderBy(change => change.Before is null))
                {
                    if ((await Accounts.SetRoleAsync(Row.Email, before, place.Where, actor)).IsRefused(out var refusal))
                    {
                        return refusal;
                    }
                }

                return Outcome.Done;
            });
    }

    private string Said(Place place, Role? given) => (place.Id, given) switch
    {
        (null, { } role) => L["{0} is {1} in all shops.", Row.Name, UserWords.Of(role)],
        (null, null) => L["{0} has no role in all shops.", Row.Name],
        (_, { } role) => L["{0} is {1} in {2}.", Row.Name, UserWords.Of(role), place.Name],
        _ => L["{0} has no role in {1}.", Row.Name, place.Name],
    };

    private Task DisableAsync() => DoAsync(
        actor => Accounts.DisableAsync(Row.Email, actor), L["Disabled {0}.", Row.Name], actor => Accounts.EnableAsync(Row.Email, actor));

    private Task EnableAsync() => DoAsync(
        actor => Accounts.EnableAsync(Row.Email, actor), L["Enabled {0}.", Row.Name], actor => Accounts.DisableAsync(Row.Email, actor));

    private Task SignOutAsync() => DoAsync(actor => Accounts.SignOutAsync(Row.Email, actor), L["Signed {0} out everywhere.", Row.Name]);

    private Task ResetTwoStepAsync() => DoAsync(
        actor => Accounts.ResetTwoStepAsync(Row.Email, actor),
        L["{0} signs in with the password alone, until they set up a second step again.", Row.Name]);

    private Task RemoveAsync() => DoAsync(actor => Accounts.RemoveAsync(Row.Email, actor), L["Removed the account of {0}.", Row.Name]);

    private Task CreateLinkAsync() => BusyAsync(async () =>
    {
        var made = await Accounts.CreateLinkAsync(Row.Email, await CurrentActor.GetAsync());
        (problem, link) = (made.Refusal?.Message, made.Value);
        await OnChanged.InvokeAsync();
    });

    private Task DoAsync(Func<Actor, Task<Outcome>> act, string words, Func<Actor, Task<Outcome>>? opposite = null) => BusyAsync(async () =>
    {
        (problem, link, asked) = ((await act(await CurrentActor.GetAsync())).Refusal?.Message, null, null);
        if (problem is not null)
        {
            // Of several, some may be done.
            await OnChanged.InvokeAsync();
            return;
        }

        if (opposite is null)
        {
            Feedback.Say(words);
        }
        else
        {
            Feedback.Done(words, () => InvokeAsync(() => TakeBackAsync(opposite)));
        }

        await OnChanged.InvokeAsync();
    });

    private async Task TakeBackAsync(Func<Actor, Task<Outcome>> opposite)
    {
        if (Feedback.Accepted(await opposite(await CurrentActor.GetAsync())))
        {
            Feedback.Say(L["Undone."]);
            await OnChanged.InvokeAsync();
            StateHasChanged();
        }
    }

    /// <summary>Where a role holds.</summary>
    private sealed record Place(int? Id, string Name)
    {
        public string Field => $"role-{Id}";

        public (int Id, string Name)? Where => Id is { } id ? (id, Name) : null;
    }
}
