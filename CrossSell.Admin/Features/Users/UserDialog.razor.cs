using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Users;

/// <summary>One account: its roles, and what an administrator can do with it. Each act is done at once; undo does the opposite.</summary>
public sealed partial class UserDialog
{
    private string? problem;
    private AccountLink? link;
    private bool asksToRemove;
    private int refused;

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

    private IEnumerable<(int? Id, string Name)> Places => [(null, "All shops"), .. Session.Channels.Select(channel => ((int?)channel.Id, channel.Name))];

    private Task SetRoleAsync(int? channelId, string shop, ChangeEventArgs change)
    {
        var (before, after) = (Row.RoleIn(channelId), Enum.TryParse<Role>(change.Value as string, out var chosen) ? chosen : (Role?)null);
        var words = after is { } role ? $"{Row.Name} is {UserWords.Of(role)} in {shop.Replace("All shops", "all shops", StringComparison.Ordinal)}."
            : $"{Row.Name} has no role in {shop.Replace("All shops", "all shops", StringComparison.Ordinal)}.";
        (int, string)? where = channelId is { } id ? (id, shop) : null;
        return DoAsync(
            actor => Accounts.SetRoleAsync(Row.Email, after, where, actor), words, actor => Accounts.SetRoleAsync(Row.Email, before, where, actor));
    }

    private Task DisableAsync() => DoAsync(
        actor => Accounts.DisableAsync(Row.Email, actor), $"Disabled {Row.Name}.", actor => Accounts.EnableAsync(Row.Email, actor));

    private Task EnableAsync() => DoAsync(
        actor => Accounts.EnableAsync(Row.Email, actor), $"Enabled {Row.Name}.", actor => Accounts.DisableAsync(Row.Email, actor));

    private Task SignOutAsync() => DoAsync(actor => Accounts.SignOutAsync(Row.Email, actor), $"Signed {Row.Name} out everywhere.");

    private Task ResetTwoStepAsync() =>
        DoAsync(actor => Accounts.ResetTwoStepAsync(Row.Email, actor), $"{Row.Name} signs in with the password alone, until they set up a second step again.");

    private Task RemoveAsync() => DoAsync(actor => Accounts.RemoveAsync(Row.Email, actor), $"Removed the account of {Row.Name}.");

    private Task CreateLinkAsync() => BusyAsync(async () =>
    {
        var made = await Accounts.CreateLinkAsync(Row.Email, await CurrentActor.GetAsync());
        (problem, link) = (made.Refusal?.Message, made.Value);
        await OnChanged.InvokeAsync();
    });

    private Task DoAsync(Func<Actor, Task<Outcome>> act, string words, Func<Actor, Task<Outcome>>? opposite = null) => BusyAsync(async () =>
    {
        (problem, link) = ((await act(await CurrentActor.GetAsync())).Refusal?.Message, null);
        if (problem is not null)
        {
            // Drawn again, so that a list shows what is stored and not what was chosen.
            refused++;
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
            Feedback.Say("Undone.");
            await OnChanged.InvokeAsync();
            StateHasChanged();
        }
    }
}
