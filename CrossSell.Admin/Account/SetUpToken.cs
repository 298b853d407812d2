using System.Security.Cryptography;
using System.Text;

namespace CrossSell.Admin.Account;

/// <summary>
/// The one-time token, printed in the log, with which the first visitor makes the administrator. It opens nothing once somebody has an account.
/// </summary>
internal sealed class SetUpToken
{
    private string? token;

    public string Open() => token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    public bool Fits(string? given) =>
        token is { } expected && given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given.Trim()));

    public void Close() => token = null;
}
