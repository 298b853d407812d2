using CrossSell.Admin.Shared;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Account.Pages;

/// <summary>The second step of a sign-in: a code of the authenticator app, or a recovery code.</summary>
public sealed partial class CodePage
{
    private bool isAsked;
    private string? problem;

    [Inject]
    private CodeAttempt SignIn { get; set; } = default!;

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
        isAsked = await SignIn.IsAskedAsync();
    }

    private async Task CheckAsync()
    {
        try
        {
            problem = await SignIn.TryAsync(Form.Code!, Remember);
        }
        catch (Exception trouble) when (StorageTrouble.Of(trouble) is { } refusal)
        {
            problem = refusal.Message;
            return;
        }

        if (problem is null)
        {
            Navigation.NavigateTo(LocalAddress.Of(ReturnUrl) ?? Addresses.Today, forceLoad: true);
        }
    }
}
