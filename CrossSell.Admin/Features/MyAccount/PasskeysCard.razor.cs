using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.MyAccount.MyAccountTexts;

namespace CrossSell.Admin.Features.MyAccount;

/// <summary>The passkeys of an account. The browser makes a new one and hands it to the server past the circuit (<c>passkeys.js</c>).</summary>
public sealed partial class PasskeysCard
{
    private string name = "";
    private string password = "";
    private string leavingPassword = "";
    private string? problem;

    // The one that is being asked about: a password is asked for where it is needed.
    private string? leaving;
    private bool asksNow;

    [Parameter, EditorRequired]
    public OwnAccountDetails Mine { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private OwnAccount Account { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private AntiforgeryStateProvider Antiforgery { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private Task AddAsync() => BusyAsync(async () =>
    {
        // However long the person takes to find the device.
        problem = await Js.InvokeAsync<string?>("crosssellPasskeys.add", CancellationToken.None, Antiforgery.GetAntiforgeryToken()?.Value, name, password);
        if (problem is null)
        {
            (name, password) = ("", "");
            Feedback.Say(L["Added the passkey."]);
            await OnChanged.InvokeAsync();
        }
    });

    private void Ask(PasskeyRow? passkey)
    {
        (leaving, leavingPassword, problem) = (passkey?.Id == leaving ? null : passkey?.Id, "", null);
        asksNow = leaving is not null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (asksNow)
        {
            asksNow = false;
            await Js.InvokeVoidAsync("crosssell.focus", "#passkey-leaving");
        }
    }

    private Task RemoveAsync(PasskeyRow passkey) => BusyAsync(async () =>
    {
        problem = (await Account.RemovePasskeyAsync(passkey.Id, leavingPassword, await CurrentActor.GetAsync())).Refusal?.Message;
        leavingPassword = "";
        if (problem is null)
        {
            leaving = null;
            Feedback.Say(L["Removed the passkey {0}.", passkey.Name]);
        }

        await OnChanged.InvokeAsync();
    });
}
