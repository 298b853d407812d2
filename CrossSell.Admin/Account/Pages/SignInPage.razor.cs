using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace CrossSell.Admin.Account.Pages;

public sealed partial class SignInPage
{
    private IReadOnlyList<(string Email, string Name, Role Role, string Does)> demo = [];
    private string? problem;

    [Inject]
    private SignInAttempt SignIn { get; set; } = default!;

    [Inject]
    private StudioStore Store { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IWebHostEnvironment Environment { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInForm Form { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new();
        await using var db = Store.Read();
        if (!await db.Users.AnyAsync())
        {
            Navigation.NavigateTo(Addresses.SetUp);
            return;
        }

        if (Environment.IsDevelopment())
        {
            var known = await db.Users.Where(user => user.IsDemo).Select(user => user.Email).ToListAsync();
            demo = [.. DemoAccounts.All.Where(account => known.Contains(account.Email))];
        }
    }

    private Task SignInAsync() => TryAsync(Form.Email!, Form.Password!, Form.Remember);

    private Task SignInAsDemoAsync(string email) => TryAsync(email, DemoAccounts.Password, remember: false);

    private async Task TryAsync(string email, string password, bool remember)
    {
        try
        {
            problem = await SignIn.TryAsync(email, password, remember);
        }
        catch (Exception trouble) when (StorageTrouble.Of(trouble) is { } refusal)
        {
            problem = refusal.Message;
            return;
        }

        if (problem is null)
        {
            var next = LocalAddress.Of(ReturnUrl);
            Navigation.NavigateTo(SignIn.NeedsCode ? Addresses.SignInCodeThen(next, remember) : next ?? Addresses.Today, forceLoad: true);
        }
    }
}
