using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account.Pages;

/// <summary>Where somebody who forgot the password asks for a link to set a new one.</summary>
public sealed partial class ForgotPasswordPage
{
    private bool isAsked;
    private string? problem;

    [Inject]
    private ForgottenPasswords Forgotten { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "forgot")]
    private ForgotPasswordForm Form { get; set; } = default!;

    protected override void OnInitialized() => Form ??= new();

    private void Ask()
    {
        if (!Forgotten.IsOn)
        {
            return;
        }

        isAsked = Forgotten.Ask(Http.Connection.RemoteIpAddress, Form.Email!);
        if (!isAsked)
        {
            Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            problem = L["Too many links were asked for from here. Try again in an hour, or ask an administrator."];
        }
    }
}
