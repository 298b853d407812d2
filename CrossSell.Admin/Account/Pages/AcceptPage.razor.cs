using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account.Pages;

/// <summary>Where a one-time link leads: an invited person sets name and password, somebody who forgot theirs a new one.</summary>
public sealed partial class AcceptPage
{
    private LinkedAccount? account;
    private string? expired;
    private string? problem;

    private bool IsInvitation => account?.Kind == OneTimeLinkKind.Invitation;

    private string Title => account is null ? L["One-time link"] : IsInvitation ? L["Accept the invitation"] : L["Choose a new password"];

    [Inject]
    private AccountService Accounts { get; set; } = default!;

    [Inject]
    private UserManager<User> Users { get; set; } = default!;

    [Inject]
    private SignInManager<User> SignIn { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "accept")]
    private AcceptForm Form { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new();
        var found = await Accounts.FindAsync(Token);
        (account, expired) = (found.Value, found.Refusal?.Message);
    }

    private async Task SaveAsync()
    {
        bool isSignedIn;
        try
        {
            if ((await Accounts.AcceptAsync(Token, Form.Name, Form.Password!)).IsRefused(out var refusal, out var id))
            {
                problem = refusal.Message;
                return;
            }

            var user = (await Users.FindByIdAsync(id))!;
            // Who has a second step takes it: the link alone is only the first.
            isSignedIn = !user.TwoFactorEnabled;
            if (isSignedIn)
            {
                await SignIn.SignInAsync(user, isPersistent: false);
            }
        }
        catch (Exception trouble) when (StorageTrouble.Of(trouble) is { } refusal)
        {
            problem = refusal.Message;
            return;
        }

        Navigation.NavigateTo(isSignedIn ? Addresses.Today : Addresses.SignIn, forceLoad: true);
    }
}
