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
    private string? problem;

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

    private Task RemoveAsync(PasskeyRow passkey) => BusyAsync(async () =>
    {
        problem = (await Account.RemovePasskeyAsync(passkey.Id, password, await CurrentActor.GetAsync())).Refusal?.Message;
        if (problem is null)
        {
            password = "";
            Feedback.Say(L["Removed the passkey {0}.", passkey.Name]);
        }

        await OnChanged.InvokeAsync();
    });
}
