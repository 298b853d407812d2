using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.MyAccount.MyAccountTexts;

namespace CrossSell.Admin.Features.MyAccount;

/// <summary>Sets up, renews and turns off the second step of a sign-in.</summary>
public sealed partial class TwoStepCard
{
    private AuthenticatorKey? key;
    private QrPicture? picture;
    private string typed = "";
    private string password = "";
    private string? problem;
    private IReadOnlyList<string>? codes;

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

    private void Begin()
    {
        key = OwnAccount.NewKey(Mine.Email);
        picture = QrPicture.Of(key.Address);
    }

    private void Forget() => (key, picture, typed, password, problem) = (null, null, "", "", null);

    private Task TurnOnAsync() => BusyAsync(async () =>
        await ShowAsync(await Account.TurnOnTwoStepAsync(key!.Key, typed, password, await CurrentActor.GetAsync())));

    private Task RenewAsync() => BusyAsync(async () => await ShowAsync(await Account.RenewRecoveryCodesAsync(password, await CurrentActor.GetAsync())));

    private Task TurnOffAsync() => BusyAsync(async () =>
    {
        problem = (await Account.TurnOffTwoStepAsync(password, await CurrentActor.GetAsync())).Refusal?.Message;
        if (problem is null)
        {
            Forget();
            Feedback.Say(L["Two-step sign-in is off."]);
            await OnChanged.InvokeAsync();
        }
    });

    private async Task ShowAsync(Outcome<IReadOnlyList<string>> outcome)
    {
        problem = outcome.Refusal?.Message;
        if (outcome.Value is { } made)
        {
            Forget();
            codes = made;
            await OnChanged.InvokeAsync();
        }
    }
}
