using CrossSell.Core.Common;
using CrossSell.Core.Demo;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Account;

/// <summary>The four people of the demo. They exist only where the demo was loaded; their password is no secret.</summary>
internal static class DemoAccounts
{
    public const string Password = "crosssell-demo";

    public static readonly IReadOnlyList<(string Email, string Name, Role Role, string Does)> All =
    [
        (DemoPeople.EvaEmail, "Eva Visser", Role.Merchandiser, Texts.Key("edits links, decides on suggestions, creates bundles")),
        (DemoPeople.MarkEmail, "Mark Kuiper", Role.Manager, Texts.Key("also reviews bundles")),
        ("ana@demo.crosssell", "Ana Duarte", Role.Viewer, Texts.Key("read only")),
        (DemoPeople.OlafEmail, "Olaf Berg", Role.Administrator, Texts.Key("full access")),
    ];

    /// <summary>The accounts, to be written together with the demo.</summary>
    public static Task<Outcome<IReadOnlyList<User>>> PrepareAsync(IServiceProvider services, CancellationToken cancellation) =>
        PrepareAsync(services, [], cancellation);

    /// <summary>Makes those that are missing in a demo that has no administrator.</summary>
    /// <returns>Whether any was made.</returns>
    public static async Task<Outcome<bool>> CompleteAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<StudioStore>();
        List<string?> known;
        await using (var db = store.Read())
        {
            if (await db.RoleGrants.AnyAsync(grant => grant.Role == Role.Administrator, cancellation))
            {
                return false;
            }

            known = await db.Users.Select(user => user.Email).ToListAsync(cancellation);
        }

        if ((await PrepareAsync(services, known, cancellation)).IsRefused(out var refusal, out var people))
        {
            return refusal;
        }

        await using var session = await store.WriteAsync(DemoLoader.Loader, "Created the demo accounts", cancellation);
        session.CanUndo = false;
        session.Db.Users.AddRange(people);
        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out _) ? refusal : true;
    }

    private static async Task<Outcome<IReadOnlyList<User>>> PrepareAsync(
        IServiceProvider services, IReadOnlyCollection<string?> known, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var people = new List<User>(All.Count);
        foreach (var (email, name, role, _) in All.Where(account => !known.Contains(account.Email)))
        {
            cancellation.ThrowIfCancellationRequested();
            if ((await AccountWrites.PrepareAsync(users, email, name, Password, role, channelId: null, isDemo: true)).IsRefused(out var refusal, out var user))
            {
                return refusal;
            }

            people.Add(user);
        }

        return people;
    }
}
