using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Identity;

namespace CrossSell.Admin.Account;

/// <summary>The four people of the demo. They exist only where the demo was loaded; their password is no secret.</summary>
internal static class DemoAccounts
{
    public const string Password = "crosssell-demo";

    public static readonly IReadOnlyList<(string Email, string Name, Role Role, string Does)> All =
    [
        ("eva@demo.crosssell", "Eva Visser", Role.Merchandiser, "draws links, decides on suggestions, builds bundles"),
        ("mark@demo.crosssell", "Mark Kuiper", Role.Manager, "also reviews bundles"),
        ("ana@demo.crosssell", "Ana Duarte", Role.Viewer, "looks at everything, changes nothing"),
        ("olaf@demo.crosssell", "Olaf Berg", Role.Administrator, "does everything"),
    ];

    public static async Task CreateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        foreach (var (email, name, role, _) in All)
        {
            await AccountWrites.CreateAsync(users, scope.ServiceProvider.GetRequiredService<StudioStore>(), email, name, Password, role, isDemo: true);
        }
    }
}
