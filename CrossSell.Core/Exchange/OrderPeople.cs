using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CrossSell.Core.Exchange;

/// <summary>Who bought, without who it is: what stands for a person in files that this studio writes, and what of a row of orders may stand in them.</summary>
internal static partial class OrderPeople
{
    private const string Prefix = "customer-";

    /// <summary>
    /// The same for the same person of an installation, and nothing that says who it is. Of what is such a code already, it is that one: a row of an error file
    /// that comes back is of the same customer.
    /// </summary>
    /// <param name="person">As the file tells customers apart.</param>
    /// <param name="secret">Of the installation.</param>
    public static string Code(string person, byte[] secret) => Own().IsMatch(person) ? person[Prefix.Length..]
        : Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(person)))[..32];

    /// <summary>
    /// The cell as it may stand in a file of errors: who bought as a code, and nothing of columns that say nothing to this studio, for these are names,
    /// addresses and telephones; an e-mail address nowhere.
    /// </summary>
    public static string Shown(string cell, bool isCustomer, bool isLeftAside, byte[] secret) => cell.Length == 0 ? ""
        : isCustomer ? Prefix + Code(cell.Trim().ToLowerInvariant(), secret)
        : isLeftAside ? ""
        : cell.Contains('@', StringComparison.Ordinal) ? PersonalData.Hide(cell)
        : cell;

    [GeneratedRegex("^customer-[0-9a-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex Own();
}
