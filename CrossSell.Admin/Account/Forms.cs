using System.ComponentModel.DataAnnotations;

namespace CrossSell.Admin.Account;

/// <summary>What the sign-in page posts.</summary>
internal sealed class SignInForm
{
    [Required(ErrorMessage = "Enter your e-mail address.")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Enter your password.")]
    public string? Password { get; set; }

    public bool Remember { get; set; }
}

/// <summary>What the second step of a sign-in posts.</summary>
internal sealed class CodeForm
{
    [Required(ErrorMessage = "Enter the code.")]
    public string? Code { get; set; }
}

/// <summary>What somebody who forgot the password posts.</summary>
internal sealed class ForgotPasswordForm
{
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [StringLength(256, ErrorMessage = "At most 256 characters.")]
    public string? Email { get; set; }
}

/// <summary>What somebody with a one-time link posts.</summary>
internal sealed class AcceptForm
{
    [StringLength(100, ErrorMessage = "At most 100 characters.")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "Choose a password.")]
    [MinLength(12, ErrorMessage = "At least 12 characters.")]
    public string? Password { get; set; }
}

/// <summary>What the first visitor posts.</summary>
internal sealed class SetUpForm
{
    [Required(ErrorMessage = "Enter the token from the server's log.")]
    public string? Token { get; set; }

    [Required(ErrorMessage = "Enter your name.")]
    [StringLength(100, ErrorMessage = "At most 100 characters.")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "Enter your e-mail address.")]
    [EmailAddress(ErrorMessage = "This is not an e-mail address.")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Choose a password.")]
    [MinLength(12, ErrorMessage = "At least 12 characters.")]
    public string? Password { get; set; }
}
