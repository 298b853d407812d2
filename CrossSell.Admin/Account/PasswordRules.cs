using CrossSell.Core.People;
using Microsoft.AspNetCore.Identity;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>
/// Refuses passwords that are guessed first: words that many people use, rows of the keyboard, repetitions, and the person's own name or e-mail address.
/// What is left when these are taken out must still be something (OWASP ASVS 4.0.3, 2.1.7; NIST SP 800-63B, 5.1.1.2). There are no rules about kinds of
/// characters.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    /// <summary>Different characters that must be left.</summary>
    private const int Least = 5;

    private const int ShortestRow = 4;

    // What stands at the top of the lists of passwords that were found in leaks, in the languages of this studio's shops, as far as it makes up long ones.
    private static readonly string[] Common =
        [.. ("administrator admin access account adobe amsterdam andrea andrew anthony apple arsenal ashley azerty babygirl bailey banana barcelona baseball "
        + "basket basketball batman berlin buster butterfly changeme change charlie cheese chelsea chocolate computer cookie daniel default dragon everton facebook "
        + "flower football forever freedom fussball geheim george ginger google guest hallo hannah harley hello hockey hunter iloveyou internet jessica jordan "
        + "joshua justin killer letmein linkedin liverpool london login lovely loveme maggie manager manchester master matrix matthew mercedes merlin "
        + "michael michelle microsoft monkey mustang myspace naruto nicole number ordinateur parola passe password passwort pass passw phoenix please "
        + "pokemon princess purple qazwsx qwerty qwertz ranger robert root samsung secret senha service shadow soccer soleil sommer spiderman starwars "
        + "startrek summer sunshine superman system temp temporary test testing thomas trustno trustnoone user voetbal wachtwoord welcome welkom whatever "
        + "william willkommen windows winter yellow you love my the and for").Split(' ').OrderByDescending(word => word.Length)];

    private static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm",
        "zxcvbnm", "yxcvbnm", "wxcvbn", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6z7u8i9o0p", "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0"];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) => Task.FromResult(
        password is null || !IsGuessable(password, user.Email, user.DisplayName)
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError
            {
                Code = "PasswordTooCommon",
                Description = L["This password is easy to guess. Use a sentence of your own, without your name or e-mail address."],
            }));

    /// <param name="names">Of the person: names and addresses, whole and in their parts.</param>
    public static bool IsGuessable(string password, params string?[] names)
    {
        string[] parts = [.. names.OfType<string>().SelectMany(PartsOf).Select(part => part.ToLowerInvariant()).OrderByDescending(part => part.Length)];
        var written = password.ToLowerInvariant();
        return Left(written, parts) < Least || Left(Plain(written), [.. parts.Select(Plain)]) < Least;
    }

    private static int Left(string text, string[] names)
    {
        foreach (var word in names.Concat(Common))
        {
            text = text.Replace(word, "\n", StringComparison.Ordinal);
        }

        return WithoutRows(text).Where(letter => letter is not ('\n' or ' ')).Distinct().Count();
    }

    // P4ssw0rd! is password.
    private static string Plain(string text) => new([.. text.Select(letter => letter switch
    {
        '@' or '4' => 'a', '$' or '5' => 's', '!' or '1' => 'i', '€' or '3' => 'e', '0' => 'o', '7' => 't', _ => letter,
    })]);

    // Of two letters a name would take every word apart.
    private static IEnumerable<string> PartsOf(string name)
    {
        var person = name.Split('@')[0];
        return new[] { name, person }.Concat(person.Split(' ', '.', '-', '_', '+')).Where(part => part.Length >= 3);
    }

    private static string WithoutRows(string text)
    {
        var left = new List<char>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var run = RowAt(text, at);
            if (run >= ShortestRow)
            {
                at += run;
            }
            else
            {
                left.Add(text[at++]);
            }
        }

        return new string([.. left]);
    }

    private static int RowAt(string text, int at)
    {
        var longest = 0;
        foreach (var row in Rows)
        {
            var place = row.IndexOf(text[at], StringComparison.Ordinal);
            if (place >= 0)
            {
                longest = Math.Max(longest, Math.Max(Along(text, at, row, place, 1), Along(text, at, row, place, -1)));
            }
        }

        return longest;
    }

    private static int Along(string text, int at, string row, int place, int step)
    {
        var length = 0;
        while (at + length < text.Length && place >= 0 && place < row.Length && text[at + length] == row[place])
        {
            length++;
            place += step;
        }

        return length;
    }
}
