using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Users;

/// <summary>Who may sign in, and with which roles.</summary>
public sealed partial class UsersPage
{
    private readonly NewestLoad loads = new();
    private readonly UsersPageState state = new();
    private string? problem;
    private bool inviting;

    /// <summary>The account whose dialog is open, by its e-mail address.</summary>
    [SupplyParameterFromQuery(Name = "user")]
    public string? Email { get; set; }

    /// <summary>Whether the address asks for the dialog that invites somebody.</summary>
    [SupplyParameterFromQuery(Name = "invite")]
    public bool IsInviting { get; set; }

    [Inject]
    private AccountService Accounts { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        state.Open(Email);
        if (IsInviting)
        {
            inviting = state.All is not null;
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("invite", (string?)null), replace: true);
        }
    }

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        var listed = await Accounts.ListAsync(await CurrentActor.GetAsync());
        if (!isNewest())
        {
            return;
        }

        problem = listed.Refusal?.Message;
        if (listed.Value is { } rows)
        {
            state.Load(rows);
        }
    });
}
