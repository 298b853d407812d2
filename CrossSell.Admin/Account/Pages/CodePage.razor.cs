using CrossSell.Admin.Shared;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace CrossSell.Admin.Account.Pages;

/// <summary>The second step of a sign-in: a code of the authenticator app, or a recovery code.</summary>
public sealed partial class CodePage
{
    private bool isAsked;
    private string? problem;

    [Inject]
    private StudioSignIn SignIn { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = "remember")]
    private bool Remember { get; set; }

    [SupplyParameterFromForm(FormName = "code")]
    private CodeForm Form { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new();
        isAsked = await SignIn.GetTwoFactorAuthenticationUserAsync() is not null;
    }

    private async Task CheckAsync()
    {
        SignInResult result;
        try
        {
            var code = Form.Code!.Trim();
            // Codes of the app are digits, those to recover have letters.
            result = code.Any(char.IsLetter)
                ? await SignIn.TwoFactorRecoveryCodeSignInAsync(code.ToUpperInvariant())
                : await SignIn.TwoFactorAuthenticatorSignInAsync(code, Remember, rememberClient: false);
        }
        catch (Exception trouble) when (StorageTrouble.Of(trouble) is { } refusal)
        {
            problem = refusal.Message;
            return;
        }

        if (result.Succeeded)
        {
            Navigation.NavigateTo(LocalAddress.Of(ReturnUrl) ?? Addresses.Today, forceLoad: true);
            return;
        }

        problem = result.IsLockedOut
            ? "Too many wrong codes. Wait five minutes, or ask an administrator to reset your two-step sign-in."
            : "This code does not match, or was used already. Enter the one that the app shows now.";
    }
}
