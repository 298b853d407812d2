using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account.Pages;

public sealed partial class SetUpPage
{
    private bool needed;
    private string? problem;

    [Inject]
    private StudioStore Store { get; set; } = default!;

    [Inject]
    private UserManager<User> Users { get; set; } = default!;

    [Inject]
    private SignInManager<User> SignIn { get; set; } = default!;

    [Inject]
    private SetUpToken Token { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "set-up")]
    private SetUpForm Form { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new();
        await using var db = Store.Read();
        needed = !await db.Users.AnyAsync();
    }

    private async Task CreateAsync()
    {
        if (!needed || !Token.Fits(Form.Token))
        {
            problem = L["This token does not match the one in the server's log. A new one is printed at each start."];
            return;
        }

        try
        {
            var made = await AccountWrites.CreateFirstAsync(Users, Store, Form.Email!, Form.Name!, Form.Password!);
            if (made.IsRefused(out var refusal, out var id))
            {
                problem = refusal.Message;
                return;
            }

            await SignIn.SignInAsync((await Users.FindByIdAsync(id))!, isPersistent: false);
        }
        catch (Exception trouble) when (StorageTrouble.Of(trouble) is { } refusal)
        {
            problem = refusal.Message;
            return;
        }

        Navigation.NavigateTo(Addresses.Today, forceLoad: true);
    }
}
