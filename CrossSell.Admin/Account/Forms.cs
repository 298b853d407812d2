using System.ComponentModel.DataAnnotations;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>What the forms say about their fields, by the language of the request: an attribute holds no more than the name.</summary>
internal static class FormMessages
{
    public static string Email => L["Enter your e-mail address."];

    public static string NoEmail => L["This is not an e-mail address."];

    public static string LongEmail => L["At most 256 characters."];

    public static string Password => L["Enter your password."];

    public static string NewPassword => L["Choose a password."];

    public static string ShortPassword => L["At least 12 characters."];

    public static string Code => L["Enter the code."];

    public static string Token => L["Enter the token from the server's log."];

    public static string Name => L["Enter your name."];

    public static string LongName => L["At most 100 characters."];
}

/// <summary>What the sign-in page posts.</summary>
internal sealed class SignInForm
{
    [Required(ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.Email))]
    public string? Email { get; set; }

    [Required(ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.Password))]
    public string? Password { get; set; }

    public bool Remember { get; set; }
}

/// <summary>What the second step of a sign-in posts.</summary>
internal sealed class CodeForm
{
    [Required(ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.Code))]
    public string? Code { get; set; }
}

/// <summary>What somebody who forgot the password posts.</summary>
internal sealed class ForgotPasswordForm
{
    [Required(ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.Email))]
    [StringLength(256, ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.LongEmail))]
    public string? Email { get; set; }
}

/// <summary>What somebody with a one-time link posts.</summary>
internal sealed class AcceptForm
{
    [StringLength(100, ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.LongName))]
    public string? Name { get; set; }

    [Required(ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.NewPassword))]
    [MinLength(12, ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.ShortPassword))]
    public string? Password { get; set; }
}

/// <summary>What the first visitor posts.</summary>
internal sealed class SetUpForm
{
    [Required(ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.Token))]
    public string? Token { get; set; }

    [Required(ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.Name))]
    [StringLength(100, ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.LongName))]
    public string? Name { get; set; }

    [Required(ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.Email))]
    [EmailAddress(ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.NoEmail))]
    public string? Email { get; set; }

    [Required(ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.NewPassword))]
    [MinLength(12, ErrorMessageResourceType = typeof(FormMessages), ErrorMessageResourceName = nameof(FormMessages.ShortPassword))]
    public string? Password { get; set; }
}
