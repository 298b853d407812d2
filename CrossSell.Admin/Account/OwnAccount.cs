using System.Globalization;
using System.Security.Cryptography;
using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>A passkey of an account.</summary>
public sealed record PasskeyRow(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>What somebody sees of their own account.</summary>
/// <param name="RecoveryCodes">Those that were not used yet.</param>
public sealed record OwnAccountDetails(
    string Email, string Name, IReadOnlyList<Grant> Grants, bool HasTwoStep, int RecoveryCodes, IReadOnlyList<PasskeyRow> Passkeys)
{
    /// <summary>Code of the number and date format that was chosen; null for the usual one.</summary>
    public string? NumberFormat { get; init; }

    /// <summary>As <see cref="User.Language"/>.</summary>
    public string? Language { get; init; }

    /// <summary>IANA name of the time zone that was chosen; null for that of the browser.</summary>
    public string? TimeZone { get; init; }

    /// <summary>As <see cref="User.DigestHour"/>.</summary>
    public int? DigestHour { get; init; }

    /// <summary>As <see cref="User.WantsNoDigest"/>.</summary>
    public bool WantsNoDigest { get; init; }
}

/// <summary>A key for an authenticator app, before it is proved that the app has it.</summary>
/// <param name="Key">Base32, to be typed where no picture can be taken.</param>
/// <param name="Address">What the QR code holds.</param>
public sealed record AuthenticatorKey(string Key, string Address);

/// <summary>
/// What people do with their own accounts. What keeps others out asks for the password again: a page that was left open is not enough. Each act has its change
/// set, and none is undone. Thread safe.
/// </summary>
internal sealed class OwnAccount(StudioStore store, UserSessionService sessions, IServiceScopeFactory scopes)
{
    private const int NameLength = 100;

    /// <summary>Null when the sign-in is over.</summary>
    public async Task<OwnAccountDetails?> LoadAsync(Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.OpenForIdentity();
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == actor.Id, cancellation) is not { } user)
        {
            return null;
        }

        using var secrets = new TwoStepSecrets(db);
        return new OwnAccountDetails(
            user.Email ?? "", user.DisplayName, actor.Grants, user.TwoFactorEnabled, await secrets.CountCodesAsync(user, cancellation),
            [.. (await secrets.PasskeysAsync(user, cancellation)).OrderBy(key => key.CreatedAt)
                .Select(key => new PasskeyRow(Convert.ToHexStringLower(key.CredentialId), key.Name ?? L["Passkey"].Value, key.CreatedAt))])
        {
            NumberFormat = user.NumberFormat,
            Language = user.Language,
            TimeZone = user.TimeZone,
            DigestHour = user.DigestHour,
            WantsNoDigest = user.WantsNoDigest,
        };
    }

    /// <summary>Whether the person has neither taken the tour of the studio nor declined it.</summary>
    public async Task<bool> IsTourOpenAsync(Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.OpenForIdentity();
        return await db.Users.AnyAsync(user => user.Id == actor.Id && user.TourEndedAt == null, cancellation);
    }

    /// <summary>The tour is offered no more. No change of the data of a shop, so it is not audited.</summary>
    public async Task EndTourAsync(Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.OpenForIdentity();
        var now = store.Time.GetUtcNow();
        await db.Users.Where(user => user.Id == actor.Id && user.TourEndedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(user => user.TourEndedAt, now), cancellation);
    }

    public Task<Outcome> RenameAsync(string name, Actor actor, CancellationToken cancellation = default) =>
        name.Trim() is { Length: > 0 and <= NameLength } given
            ? WriteAsync(actor, $"Changed their name to {given}", (session, user) =>
            {
                session.Tell(AccountAdministration.Told(user, "DisplayName", user.DisplayName, given));
                user.DisplayName = given;
                return Task.FromResult(Outcome.Done);
            }, cancellation)
            : Task.FromResult<Outcome>(new Refusal("account.name", L["Enter a name of up to {0} characters.", Formats.Count(NameLength)], "name"));

    /// <summary>Chooses the language of this person's pages, how numbers and dates are written, and in which time zone they are told what happened.</summary>
    /// <param name="language">A code of <see cref="Language"/>; null for English.</param>
    /// <param name="format">A code of <see cref="FormatChoice"/>; null for the usual one.</param>
    /// <param name="zone">An IANA name; null for the zone of the browser.</param>
    public Task<Outcome> ChooseFormatsAsync(
        string? language, string? format, string? zone, Actor actor, CancellationToken cancellation = default)
    {
        if (language is not null && Language.Find(language) is null)
        {
            return Task.FromResult<Outcome>(new Refusal("account.language", L["Choose one of the languages."], "language"));
        }

        if (format is not null && FormatChoice.Find(format) is null)
        {
            return Task.FromResult<Outcome>(new Refusal("account.format", L["Choose one of the formats."], "format"));
        }

        if (zone is not null && PersonalFormat.ZoneOf(zone) is null)
        {
            return Task.FromResult<Outcome>(new Refusal(
                "account.zone", L["There is no time zone {0}. Choose one of the list, such as Europe/Amsterdam.", zone], "zone"));
        }

        return WriteAsync(actor, "Changed their language and formats", (session, user) =>
        {
            if (user.Language != language)
            {
                session.Tell(AccountAdministration.Told(user, "Language", user.Language, language));
            }

            if (user.NumberFormat != format)
            {
                session.Tell(AccountAdministration.Told(user, "NumberFormat", user.NumberFormat, format));
            }

            if (user.TimeZone != zone)
            {
                session.Tell(AccountAdministration.Told(user, "TimeZone", user.TimeZone, zone));
            }

            (user.Language, user.NumberFormat, user.TimeZone) = (language, format, zone);
            return Task.FromResult(Outcome.Done);
        }, cancellation);
    }

    /// <summary>Chooses when what waits is sent by e-mail.</summary>
    /// <param name="hour">Of the person's day, 0 to 23; null for never.</param>
    public Task<Outcome> ChooseDigestAsync(int? hour, Actor actor, CancellationToken cancellation = default) => hour is < 0 or > 23
        ? Task.FromResult<Outcome>(new Refusal("account.digest", L["Choose an hour of the day, or never."], "digest"))
        : WriteAsync(actor, "Changed when they are sent what waits for them", (session, user) =>
        {
            var before = Said(user);
            (user.DigestHour, user.WantsNoDigest) = (hour, hour is null);
            session.Tell(AccountAdministration.Told(user, "DigestHour", before, Said(user)));
            return Task.FromResult(Outcome.Done);

            static string Said(User user) =>
                user.WantsNoDigest ? "never" : (user.DigestHour ?? User.UsualDigestHour).ToString(CultureInfo.InvariantCulture);
        }, cancellation);

    /// <summary>Sets a new password and ends every other sign-in.</summary>
    /// <param name="sessionId">The sign-in that stays.</param>
    public async Task<Outcome> ChangePasswordAsync(string present, string next, string sessionId, Actor actor, CancellationToken cancellation = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = UsersOf(scope);
        if (await DenyPasswordAsync(users, present, actor) is { } wrong)
        {
            return wrong;
        }

        return await WriteAsync(actor, "Changed their password", async (session, user) =>
        {
            if (await AccountWrites.SetPasswordAsync(users, user, next) is { } weak)
            {
                return weak with { Field = "password" };
            }

            user.IsDemo = false;
            await UserSessionService.EndOthersAsync(session, user.Id, sessionId, cancellation);
            return Outcome.Done;
        }, cancellation);
    }

    /// <summary>A new key for an app. Nothing is stored before <see cref="TurnOnTwoStepAsync"/>.</summary>
    public static AuthenticatorKey NewKey(string email)
    {
        var key = Totp.Write(RandomNumberGenerator.GetBytes(20));
        return new AuthenticatorKey(key, $"otpauth://totp/CrossSell:{Uri.EscapeDataString(email)}?secret={key}&issuer=CrossSell&digits=6");
    }

    /// <summary>Asks for a code at each sign-in from now on, when a code proves that the app has the key.</summary>
    /// <returns>The recovery codes, which are shown once.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> TurnOnTwoStepAsync(
        string key, string code, string password, Actor actor, CancellationToken cancellation = default)
    {
        if (await DenyPasswordAsync(password, actor) is { } wrong)
        {
            return wrong;
        }

        if (Totp.Find(Totp.Read(key), code, store.Time.GetUtcNow()) is not { } step)
        {
            return new Refusal("two-step.code", L["This code does not match. Enter the six digits that the app shows now."], "code");
        }

        return await WithCodesAsync(
            actor, "Turned on two-step sign-in", (secrets, user) => secrets.TurnOnAsync(user, key, step, cancellation), cancellation);
    }

    /// <summary>New recovery codes; the old ones do not work any more.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> RenewRecoveryCodesAsync(string password, Actor actor, CancellationToken cancellation = default) =>
        await DenyPasswordAsync(password, actor) is { } wrong
            ? wrong
            : await WithCodesAsync(actor, "Created new recovery codes", (_, _) => Task.CompletedTask, cancellation);

    public async Task<Outcome> TurnOffTwoStepAsync(string password, Actor actor, CancellationToken cancellation = default) =>
        await DenyPasswordAsync(password, actor) is { } wrong
            ? wrong
            : await WriteAsync(actor, "Turned off two-step sign-in", async (session, user) =>
            {
                using var secrets = new TwoStepSecrets(session.Db);
                await secrets.TurnOffAsync(user, cancellation);
                session.Tell(AccountAdministration.Told(user, "Two-step sign-in", "on", "off"));
                return Outcome.Done;
            }, cancellation);

    /// <summary>Stores a passkey that the browser has just made for this account.</summary>
    public Task<Outcome> AddPasskeyAsync(UserPasskeyInfo passkey, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(actor, $"Added the passkey {passkey.Name}", async (session, user) =>
        {
            using var secrets = new TwoStepSecrets(session.Db);
            await secrets.AddPasskeyAsync(user, passkey, cancellation);
            session.Tell(AccountAdministration.Told(user, "Passkey", null, passkey.Name));
            return Outcome.Done;
        }, cancellation);

    /// <param name="id">As <see cref="PasskeyRow.Id"/> writes it.</param>
    public async Task<Outcome> RemovePasskeyAsync(string id, string password, Actor actor, CancellationToken cancellation = default) =>
        await DenyPasswordAsync(password, actor) is { } wrong ? wrong : await WriteAsync(actor, "Removed a passkey", async (session, user) =>
        {
            using var secrets = new TwoStepSecrets(session.Db);
            var known = await secrets.PasskeysAsync(user, cancellation);
            if (known.FirstOrDefault(key => Convert.ToHexStringLower(key.CredentialId) == id) is not { } passkey)
            {
                return Refusal.NotFound(L["This passkey was removed already."]);
            }

            await secrets.RemovePasskeyAsync(user, passkey.CredentialId, cancellation);
            session.Purpose = $"Removed the passkey {passkey.Name}";
            session.Tell(AccountAdministration.Told(user, "Passkey", passkey.Name, null));
            return Outcome.Done;
        }, cancellation);

    private async Task<Outcome<IReadOnlyList<string>>> WithCodesAsync(
        Actor actor, string purpose, Func<TwoStepSecrets, User, Task> change, CancellationToken cancellation)
    {
        IReadOnlyList<string> codes = [];
        var outcome = await WriteAsync(actor, purpose, async (session, user) =>
        {
            using var secrets = new TwoStepSecrets(session.Db);
            await change(secrets, user);
            codes = await secrets.RenewRecoveryCodesAsync(user, cancellation);
            session.Tell(AccountAdministration.Told(user, "Two-step sign-in", null, "on"));
            return Outcome.Done;
        }, cancellation);
        return outcome.IsRefused(out var refusal) ? refusal : Outcome.Of(codes);
    }

    /// <summary>Null when this is the person's password, else why not. Wrong ones are counted as at the sign-in.</summary>
    public async Task<Refusal?> DenyPasswordAsync(string password, Actor actor)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await DenyPasswordAsync(UsersOf(scope), password, actor);
    }

    // Guesses are counted as at the sign-in: a page that stands open must not be a way around the limit.
    private async Task<Refusal?> DenyPasswordAsync(UserManager<User> users, string password, Actor actor)
    {
        if (await users.FindByIdAsync(actor.Id) is not { } user)
        {
            return Refusal.Forbidden(L["You are signed out."]);
        }

        if (await users.IsLockedOutAsync(user))
        {
            return new Refusal("account.locked", L["Too many wrong passwords. Wait five minutes."], "present");
        }

        if (await users.CheckPasswordAsync(user, password))
        {
            await users.ResetAccessFailedCountAsync(user);
            return null;
        }

        await users.AccessFailedAsync(user);
        if (await users.IsLockedOutAsync(user))
        {
            await sessions.EndAllAsync(user.Id);
        }

        return new Refusal("account.password", L["This is not your current password."], "present");
    }

    private async Task<Outcome> WriteAsync(Actor actor, string purpose, Func<WriteSession, User, Task<Outcome>> change, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(actor, purpose, cancellation);
        session.CanUndo = false;
        if (await session.Db.Users.SingleOrDefaultAsync(user => user.Id == actor.Id && user.DisabledAt == null, cancellation) is not { } user)
        {
            return Refusal.Forbidden(L["You are signed out."]);
        }

        return (await change(session, user)).IsRefused(out var refusal)
            ? refusal
            : Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }

    private static UserManager<User> UsersOf(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<User>>();
}
