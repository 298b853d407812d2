using CrossSell.Admin.Account;

namespace CrossSell.Admin.Features.Users;

/// <summary>What the list of users shows: the accounts that fit what is typed, and the one that is open.</summary>
public sealed class UsersPageState
{
    /// <summary>Null until they are read.</summary>
    public IReadOnlyList<AccountRow>? All { get; private set; }

    /// <summary>Part of a name or an e-mail address.</summary>
    public string Filter { get; set; } = "";

    public IEnumerable<AccountRow> Shown => (All ?? []).Where(row =>
        row.Name.Contains(Filter.Trim(), StringComparison.CurrentCultureIgnoreCase) || row.Email.Contains(Filter.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The account whose dialog is open.</summary>
    public AccountRow? Opened { get; private set; }

    /// <summary>"4 active, 1 invited"; states that nobody is in are left out.</summary>
    public string Counts => string.Join(", ", (All ?? []).GroupBy(row => row.State).OrderBy(group => group.Key)
        .Select(group => $"{group.Count()} {UserWords.Of(group.Key)}"));

    /// <summary>What is stored; the account that is open stays open as it is now, and closes when it is gone.</summary>
    public void Load(IReadOnlyList<AccountRow> rows)
    {
        All = rows;
        Opened = Opened is { } open ? rows.FirstOrDefault(row => row.Id == open.Id) : null;
    }

    /// <param name="email">Null closes the dialog.</param>
    public void Open(string? email) =>
        Opened = email is null ? null : All?.FirstOrDefault(row => row.Email.Equals(email, StringComparison.OrdinalIgnoreCase));
}
