using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Demo;

/// <summary>The people of the demo who have done something before anybody signs in.</summary>
/// <param name="Eva">Merchandiser.</param>
/// <param name="Mark">Manager.</param>
/// <param name="Olaf">Administrator.</param>
public sealed record DemoPeople(Actor Eva, Actor Mark, Actor Olaf)
{
    public const string EvaEmail = "eva@demo.crosssell";
    public const string MarkEmail = "mark@demo.crosssell";
    public const string OlafEmail = "olaf@demo.crosssell";

    /// <summary>Null where one of them has no account, and where somebody has signed in: from then on the studio is theirs.</summary>
    internal static async Task<DemoPeople?> FindAsync(StudioDb db, CancellationToken cancellation)
    {
        if (await db.Users.AnyAsync(user => user.LastSignInAt != null, cancellation))
        {
            return null;
        }

        string[] emails = [EvaEmail, MarkEmail, OlafEmail];
        var people = await db.Users.Include(user => user.Grants).Where(user => emails.Contains(user.Email)).ToListAsync(cancellation);
        Actor? Of(string email) => people.Find(user => user.Email == email)?.ToActor();
        return Of(EvaEmail) is { } eva && Of(MarkEmail) is { } mark && Of(OlafEmail) is { } olaf ? new DemoPeople(eva, mark, olaf) : null;
    }
}
