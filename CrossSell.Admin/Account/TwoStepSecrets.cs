using System.Security.Cryptography;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace CrossSell.Admin.Account;

/// <summary>
/// What an account has beside its password, in the rows where ASP.NET Core Identity looks for it, written in the transaction of the change set that says so.
/// </summary>
internal sealed class TwoStepSecrets(StudioDb db) : IDisposable
{
    private const int RecoveryCodes = 10;

    // A code has 50 random bits: with these rounds nobody tries them all.
    private const int CodeRounds = 10_000;

    // Without letters and digits that look alike.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly UserOnlyStore<User, StudioDb, string> rows = new(db) { AutoSaveChanges = false };

    public void Dispose() => rows.Dispose();

    /// <summary>From now on a sign-in asks for a code of this key.</summary>
    /// <param name="step">That of the code which proved that the person has the key: it does not work again.</param>
    public async Task TurnOnAsync(User user, string key, long step, CancellationToken cancellation)
    {
        await rows.SetAuthenticatorKeyAsync(user, key, cancellation);
        await rows.SetTokenAsync(
            user, AuthenticatorCodes.Store, AuthenticatorCodes.LastStep, step.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellation);
        user.TwoFactorEnabled = true;
    }

    /// <summary>Codes that each stand in for the app once; those made before do not work any more.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(User user, CancellationToken cancellation)
    {
        string[] codes = [.. Enumerable.Range(0, RecoveryCodes)
            .Select(_ => $"{RandomNumberGenerator.GetString(Letters, 5)}-{RandomNumberGenerator.GetString(Letters, 5)}")];
        await rows.ReplaceCodesAsync(user, [.. codes.Select(code => StoredCode(user.Id, code))], cancellation);
        return codes;
    }

    /// <summary>Longer is no recovery code.</summary>
    public const int MostTyped = 16;

    /// <summary>What is stored of a recovery code: it cannot be typed, and tells nothing of the code. The account's id is the salt.</summary>
    public static string StoredCode(string userId, string code) => Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(
        code.Trim().ToUpperInvariant(), System.Text.Encoding.UTF8.GetBytes(userId), CodeRounds, HashAlgorithmName.SHA256, outputLength: 32));

    /// <summary>From now on the password is enough.</summary>
    public async Task TurnOffAsync(User user, CancellationToken cancellation)
    {
        user.TwoFactorEnabled = false;
        await rows.SetAuthenticatorKeyAsync(user, "", cancellation);
        await rows.ReplaceCodesAsync(user, [], cancellation);
        await rows.RemoveTokenAsync(user, AuthenticatorCodes.Store, AuthenticatorCodes.LastStep, cancellation);
    }

    public Task<int> CountCodesAsync(User user, CancellationToken cancellation) => rows.CountCodesAsync(user, cancellation);

    public async Task<IReadOnlyList<UserPasskeyInfo>> PasskeysAsync(User user, CancellationToken cancellation) =>
        [.. await rows.GetPasskeysAsync(user, cancellation)];

    public Task AddPasskeyAsync(User user, UserPasskeyInfo passkey, CancellationToken cancellation) =>
        rows.AddOrUpdatePasskeyAsync(user, passkey, cancellation);

    public Task RemovePasskeyAsync(User user, byte[] id, CancellationToken cancellation) => rows.RemovePasskeyAsync(user, id, cancellation);
}
