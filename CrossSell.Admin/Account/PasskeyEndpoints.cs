using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>
/// What a browser asks while it makes or shows a passkey; the challenge lives in a cookie meanwhile. Each wants the page's antiforgery token in a header.
/// </summary>
internal static class PasskeyEndpoints
{
    private const int LongestName = 100;
    private const int LongestCredential = 64 * 1024;

    /// <summary>Anyone who adds a passkey proves once more who they are: a page that was left open is not enough.</summary>
    private sealed record Proof(string? Password);

    /// <summary>What a refusal looks like to the page's script.</summary>
    private sealed record Answer(string? Message, string? Address = null);

    public static void MapPasskeys(this WebApplication app)
    {
        app.MapPost(Addresses.PasskeyOptions, OptionsAsync).RequireAuthorization(nameof(Permission.Read));
        app.MapPost(Addresses.Passkeys, AddAsync).RequireAuthorization(nameof(Permission.Read));
        app.MapPost(Addresses.PasskeySignInOptions, SignInOptionsAsync).AllowAnonymous();
        app.MapPost(Addresses.PasskeySignIn, SignInAsync).AllowAnonymous();
    }

    private static async Task<IResult> OptionsAsync(
        HttpContext context, IAntiforgery antiforgery, UserManager<User> users, StudioSignIn signIn, RequestActor actors, OwnAccount account, Proof proof)
    {
        if (!await antiforgery.IsRequestValidAsync(context) || await users.GetUserAsync(context.User) is not { } user)
        {
            return Results.BadRequest();
        }

        if (await account.DenyPasswordAsync(proof.Password ?? "", await actors.GetAsync(context)) is { } wrong)
        {
            return Results.Json(new Answer(wrong.Message), statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        return Json(await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = user.Id, Name = user.Email ?? "", DisplayName = user.DisplayName,
        }));
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, IAntiforgery antiforgery, StudioSignIn signIn, RequestActor actors, OwnAccount account, string? name,
        CancellationToken cancellation)
    {
        if (!await antiforgery.IsRequestValidAsync(context) || await CredentialAsync(context, cancellation) is not { } credential)
        {
            return Results.BadRequest();
        }

        var actor = await actors.GetAsync(context);
        var made = await signIn.PerformPasskeyAttestationAsync(credential);
        if (!made.Succeeded || made.UserEntity.Id != actor.Id)
        {
            return Results.Json(new Answer(L["The passkey could not be added. Try again."]), statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var given = name?.Trim() is { Length: > 0 } named ? named : SignInDevice.Of(context.Request.Headers.UserAgent);
        made.Passkey.Name = given.Length > LongestName ? given[..LongestName] : given;
        return (await account.AddPasskeyAsync(made.Passkey, actor, cancellation)).IsRefused(out var refusal)
            ? Results.Json(new Answer(refusal.Message), statusCode: StatusCodes.Status422UnprocessableEntity)
            : Results.Json(new Answer(null));
    }

    // Without an address: the browser offers those that it has for this site, and nobody learns who has an account.
    private static async Task<IResult> SignInOptionsAsync(HttpContext context, IAntiforgery antiforgery, StudioSignIn signIn) =>
        await antiforgery.IsRequestValidAsync(context) ? Json(await signIn.MakePasskeyRequestOptionsAsync(null)) : Results.BadRequest();

    private static async Task<IResult> SignInAsync(
        HttpContext context, IAntiforgery antiforgery, StudioSignIn signIn, string? returnUrl, CancellationToken cancellation)
    {
        if (!await antiforgery.IsRequestValidAsync(context) || await CredentialAsync(context, cancellation) is not { } credential)
        {
            return Results.BadRequest();
        }

        var result = await signIn.PasskeySignInAsync(credential);
        return result.Succeeded
            ? Results.Json(new Answer(null, LocalAddress.Of(returnUrl) ?? Addresses.Today))
            : Results.Json(
                new Answer(signIn.Closed ?? L["This passkey is not known here. Sign in with your password."].Value),
                statusCode: StatusCodes.Status401Unauthorized);
    }

    private static IResult Json(string text) => Results.Content(text, "application/json");

    private static async Task<string?> CredentialAsync(HttpContext context, CancellationToken cancellation)
    {
        if (context.Request.ContentLength is null or > LongestCredential)
        {
            return null;
        }

        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync(cancellation) is { Length: > 0 } text ? text : null;
    }
}
